"""Read .env into the environment; what is already set wins."""
import os
from pathlib import Path


def load(path: Path = Path(__file__).parents[1] / ".env") -> None:
    for line in path.read_text().splitlines():
        key, _, value = line.partition("=")
        if key.strip():
            os.environ.setdefault(key.strip(), value.strip())
