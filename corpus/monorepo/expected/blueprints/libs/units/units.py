"""Conversions."""


def kmh(metres_per_second: float) -> float:
    return metres_per_second * 3.6
