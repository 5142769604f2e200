"""Uses what other functions have."""
import azure.functions as func

from Neighbours.places import HOME
from OwnName.words import Words
from Lender import LIMIT, lend

bp = func.Blueprint()


@bp.function_name(name="Borrower")
@bp.route(route="Borrower", methods=["GET"])
def borrower(req: func.HttpRequest) -> func.HttpResponse:
    count = Words(" ".join(str(part) for part in HOME)).count()
    return func.HttpResponse(f"{lend(count)} of {LIMIT}")
