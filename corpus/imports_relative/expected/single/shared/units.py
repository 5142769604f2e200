__all__ = ["KM", "to_km"]

KM = 1000
_ROUND = 2


def to_km(metres: float) -> float:
    return round(metres / KM, _ROUND)


def to_miles(metres: float) -> float:
    return round(metres / 1609.344, _ROUND)
