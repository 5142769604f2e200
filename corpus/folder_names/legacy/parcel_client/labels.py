def label(text: str) -> str:
    return f"[{text}]"
