import datetime
import json
import logging
import os
import socket
import sys
import warnings

import azure.functions as func  # noqa: E402

from shared import registry
from shared.env import load
from shared.registry import names, register

app = func.FunctionApp()

load()

from shared.settings import REGION, RETRIES  # noqa: E402


@app.function_name(name="Dotenv")
@app.route(route="Dotenv", methods=["GET"])
def dotenv(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"{REGION}, {RETRIES} tries")


os.environ.setdefault("ENGINE_MODE", "fast")

from shared import engine  # noqa: E402


@app.function_name(name="EnvFirst")
@app.route(route="EnvFirst", methods=["GET"])
def env_first(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(engine.MODE)


def _default(self, value):
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


json.JSONEncoder.default = _default

from shared.encoding import DEFAULT  # noqa: E402


@app.function_name(name="Patch")
@app.route(route="Patch", methods=["GET"])
def patch(req: func.HttpRequest) -> func.HttpResponse:
    assert DEFAULT is _default, "imported before the patch"
    return func.HttpResponse(json.dumps({"day": datetime.date(2022, 7, 19)}))


sys.path.insert(0, os.path.join(os.path.dirname(__file__), "Path", "lib"))
import plain_words  # noqa: E402


@app.function_name(name="Path")
@app.timer_trigger(arg_name="timer", schedule="0 0 10 * * *")
def path(timer: func.TimerRequest) -> None:
    logging.info(plain_words.say())


@app.function_name(name="Plain")
@app.timer_trigger(arg_name="timer", schedule="0 0 14 * * *")
def plain(timer: func.TimerRequest) -> None:
    logging.info("no effects, %s", os.environ.get("REGION", "nowhere"))


socket.setdefaulttimeout(15)
warnings.filterwarnings("ignore", category=DeprecationWarning)
logging.getLogger("urllib3").setLevel(logging.ERROR)

registered = registry.register("Timeouts")


@app.function_name(name="Timeouts")
@app.timer_trigger(arg_name="timer", schedule="0 0 11 * * *")
@registered
def timeouts(timer: func.TimerRequest) -> None:
    logging.info("%s s, loaded: %s", socket.getdefaulttimeout(), registry.names)


@app.function_name(name="Zulu")
@app.timer_trigger(arg_name="timer", schedule="0 0 13 * * *")
@register("Zulu")
def zulu(timer: func.TimerRequest) -> None:
    logging.info("last of %d", len(names))
