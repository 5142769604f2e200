def main(tick: str) -> str:
    return tick.upper()
