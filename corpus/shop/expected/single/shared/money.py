"""Amounts of money."""
from decimal import ROUND_HALF_UP, Decimal
from typing import Union

Number = Union[int, float, str, Decimal]

CENT = Decimal("0.01")


def to_amount(value: Number) -> Decimal:
    return Decimal(str(value)).quantize(CENT, rounding=ROUND_HALF_UP)


def format_price(value: Number, currency: str) -> str:
    return f"{to_amount(value):,.2f} {currency}"
