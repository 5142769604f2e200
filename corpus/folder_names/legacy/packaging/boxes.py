SIZES = {"S": 5, "M": 10, "L": 20}


def smallest(volume: int) -> str:
    return next(name for name, size in SIZES.items() if size >= volume)
