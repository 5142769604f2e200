"""Street lights, on in the evening and off at night."""
import json
import logging

import azure.functions as func

from . import zones

_last = {}


def _command(state: str) -> str:
    _last["state"] = state
    return json.dumps({"zones": zones.ALL, "state": state})


def on(timer: func.TimerRequest, command: func.Out[str]) -> None:
    logging.info("lights on, before: %s", _last.get("state"))
    command.set(_command("on"))


def off(timer: func.TimerRequest, command: func.Out[str]) -> None:
    logging.info("lights off, before: %s", _last.get("state"))
    command.set(_command("off"))
