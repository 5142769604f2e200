def number(order: str) -> str:
    return f"B-{order}"
