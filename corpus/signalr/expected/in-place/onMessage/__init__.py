import json
import logging


def main(invocation) -> None:
    call = json.loads(invocation)
    logging.info("%s says %s", call.get("UserId"), call["Arguments"])
