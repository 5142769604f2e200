"""An order as the web page wants it."""
from decimal import Decimal


def render(order, format_price, currency, tax):
    net = sum(Decimal(str(line["price"])) * int(line["quantity"]) for line in order.get("lines", []))
    return {
        "id": order["id"],
        "net": format_price(net, currency),
        "gross": format_price(net * (1 + Decimal(tax)), currency),
    }
