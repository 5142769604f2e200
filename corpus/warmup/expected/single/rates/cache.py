"""Exchange rates, kept in memory."""
import json
from pathlib import Path

RATES: dict = {}


def fill() -> None:
    RATES.update(json.loads((Path(__file__).parent / "rates.json").read_text()))


def lookup(code: str):
    if not RATES:
        fill()
    return RATES.get(code.upper())
