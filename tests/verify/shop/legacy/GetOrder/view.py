import uuid

from ..shared.money import price


def render(order):
    return {"id": order["id"], "price": price(3), "ticket": str(uuid.uuid4())}
