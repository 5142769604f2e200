import logging
import socket
import warnings

import azure.functions as func

from shared import registry

socket.setdefaulttimeout(15)
warnings.filterwarnings("ignore", category=DeprecationWarning)
logging.getLogger("urllib3").setLevel(logging.ERROR)

registered = registry.register("Timeouts")


@registered
def main(timer: func.TimerRequest) -> None:
    logging.info("%s s, loaded: %s", socket.getdefaulttimeout(), registry.names)
