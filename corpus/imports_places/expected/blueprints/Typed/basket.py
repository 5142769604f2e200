from dataclasses import dataclass
from typing import List


@dataclass
class Basket:
    counts: List[int]


def total(basket: Basket) -> int:
    return sum(basket.counts)
