from math import hypot
from typing import NamedTuple

from shared.units import to_km


class City(NamedTuple):
    name: str
    lat: float
    lon: float


def distance(a: City, b: City) -> float:
    return to_km(hypot((a.lat - b.lat) * 111_000, (a.lon - b.lon) * 75_000))
