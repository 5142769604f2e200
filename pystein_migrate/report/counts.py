"""What a run came to, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from pystein_migrate.model.result import AppResult


@dataclass(frozen=True, slots=True)
class Counts:
    """Apps by status, functions by status, and by what running them showed.

    Functions of an app that was not written count only if they failed.
    """

    apps: Counter[str]
    functions: Counter[str]
    verified: int
    files: int
    proofs: Counter[str]


def count(results: Iterable[AppResult]) -> Counts:
    """The numbers of all ``results`` together."""
    apps: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    proofs: Counter[str] = Counter()
    verified = files = 0
    for result in results:
        apps[result.status] += 1
        files += len(result.changes)
        for function in result.functions:
            if result.status != "failed" or function.status == "failed":
                functions[function.status] += 1
                verified += function.verified
                proofs.update([function.proof.verdict] if function.proof else [])
    return Counts(apps, functions, verified, files, proofs)


def plural(number: int, word: str) -> str:
    """``number`` of what ``word`` names one of."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
