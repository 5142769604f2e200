"""What an order is, for all functions that touch one."""
from dataclasses import dataclass, field
from typing import List

from .money import to_amount


@dataclass(frozen=True)
class Line:
    sku: str
    quantity: int
    price: str


@dataclass(frozen=True)
class Order:
    id: str
    customer: str
    lines: List[Line] = field(default_factory=list)

    @classmethod
    def from_dict(cls, data: dict) -> "Order":
        lines = [Line(line["sku"], int(line["quantity"]), str(line["price"])) for line in data.get("lines", [])]
        return cls(id=data["id"], customer=data["customer"], lines=lines)

    @property
    def net(self):
        return sum((to_amount(line.price) * line.quantity for line in self.lines), to_amount(0))
