"""Street lights, on in the evening and off at night."""
import json
import logging

import azure.functions as func

from . import zones

bp = func.Blueprint()

_last = {}


def _command(state: str) -> str:
    _last["state"] = state
    return json.dumps({"zones": zones.ALL, "state": state})


@bp.function_name(name="LightsOn")
@bp.timer_trigger(arg_name="timer", schedule="0 0 18 * * *")
@bp.queue_output(
    arg_name="command",
    queue_name="lights",
    connection="AzureWebJobsStorage",
)
def lights_on(timer: func.TimerRequest, command: func.Out[str]) -> None:
    logging.info("lights on, before: %s", _last.get("state"))
    command.set(_command("on"))


@bp.function_name(name="LightsOff")
@bp.timer_trigger(arg_name="timer", schedule="0 0 23 * * *")
@bp.queue_output(
    arg_name="command",
    queue_name="lights",
    connection="AzureWebJobsStorage",
)
def lights_off(timer: func.TimerRequest, command: func.Out[str]) -> None:
    logging.info("lights off, before: %s", _last.get("state"))
    command.set(_command("off"))
