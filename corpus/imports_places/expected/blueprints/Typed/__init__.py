from __future__ import annotations

from typing import TYPE_CHECKING

import azure.functions as func

from .basket import total

bp = func.Blueprint()

if TYPE_CHECKING:
    from .basket import Basket


def describe(basket: Basket | None) -> str:
    return "nothing" if basket is None else f"{total(basket)} items"


@bp.function_name(name="Typed")
@bp.route(route="Typed", methods=["GET"])
def typed(req: func.HttpRequest) -> func.HttpResponse:
    from .basket import Basket

    basket = Basket([int(n) for n in req.params.get("n", "").split(",") if n])
    return func.HttpResponse(describe(basket if basket.counts else None))
