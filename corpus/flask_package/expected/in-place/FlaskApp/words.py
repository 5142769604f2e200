def greeting() -> str:
    return f"loaded from {__package__}"
