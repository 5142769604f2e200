def build(*parts) -> str:
    return " / ".join(str(part) for part in parts)
