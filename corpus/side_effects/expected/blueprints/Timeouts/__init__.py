import logging
import socket
import warnings

import azure.functions as func

from shared import registry

bp = func.Blueprint()

socket.setdefaulttimeout(15)
warnings.filterwarnings("ignore", category=DeprecationWarning)
logging.getLogger("urllib3").setLevel(logging.ERROR)

registered = registry.register("Timeouts")


@bp.function_name(name="Timeouts")
@bp.timer_trigger(arg_name="timer", schedule="0 0 11 * * *")
@registered
def timeouts(timer: func.TimerRequest) -> None:
    logging.info("%s s, loaded: %s", socket.getdefaulttimeout(), registry.names)
