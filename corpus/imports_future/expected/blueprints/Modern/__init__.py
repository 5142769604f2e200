"""Trees of numbers."""
from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field

import azure.functions as func

bp = func.Blueprint()


@dataclass
class Tree:
    value: int
    children: list[Tree] = field(default_factory=list)

    @classmethod
    def read(cls, data: dict) -> Tree:
        return cls(int(data["value"]), [cls.read(child) for child in data.get("children", [])])

    def total(self) -> int | float:
        return self.value + sum(child.total() for child in self.children)


@bp.function_name(name="Modern")
@bp.queue_trigger(arg_name="msg", queue_name="trees", connection="AzureWebJobsStorage")
def modern(msg: func.QueueMessage) -> None:
    logging.info("total %s", Tree.read(json.loads(msg.get_body())).total())
