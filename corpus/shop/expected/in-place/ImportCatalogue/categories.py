PREFIXES = {"B": "books", "M": "music", "T": "toys"}


def of(sku: str) -> str:
    return PREFIXES.get(sku[:1], "other")
