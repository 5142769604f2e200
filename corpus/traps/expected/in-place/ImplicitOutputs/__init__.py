def main(order: dict, audience: str, secrets: str) -> str:
    """Three bindings with an implicit output: the last one decides how the answer is encoded."""
    return f"{order['id']}:{bool(audience)}:{bool(secrets)}"
