from pathlib import Path

_TEMPLATE = Path(__file__).parent / "digest.txt"


def render(lines) -> str:
    return _TEMPLATE.read_text().format("\n".join(f"- {line}" for line in lines))
