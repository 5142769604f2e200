import json
import time

import azure.functions as func

started = time.time()


def main(timer: func.TimerRequest, messages: func.Out[str]) -> None:
    messages.set(json.dumps({"target": "uptime", "arguments": [int(time.time() - started)]}))
