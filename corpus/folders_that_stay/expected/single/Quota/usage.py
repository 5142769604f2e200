from dataclasses import dataclass

from . import LIMIT


@dataclass
class Usage:
    tenant: str
    calls: int

    @property
    def share(self) -> float:
        return self.calls / LIMIT
