"""Trees of numbers."""
from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field

import azure.functions as func


@dataclass
class Tree:
    value: int
    children: list[Tree] = field(default_factory=list)

    @classmethod
    def read(cls, data: dict) -> Tree:
        return cls(int(data["value"]), [cls.read(child) for child in data.get("children", [])])

    def total(self) -> int | float:
        return self.value + sum(child.total() for child in self.children)


def main(msg: func.QueueMessage) -> None:
    logging.info("total %s", Tree.read(json.loads(msg.get_body())).total())
