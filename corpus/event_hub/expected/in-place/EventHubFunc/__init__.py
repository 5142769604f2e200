import json
import logging

import azure.functions as func

ENCODING = "utf-8"


def main(myhub: func.EventHubEvent, outputhub: func.Out[str]):
    reading = json.loads(myhub.get_body().decode(ENCODING))
    logging.info("Device %s, sequence number %s", reading["device"], myhub.sequence_number)
    outputhub.set(json.dumps({"device": reading["device"], "celsius": round(reading["temperature"], 1)}))
