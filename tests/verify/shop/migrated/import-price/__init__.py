import json
import logging

import azure.functions as func
from shared.money import price


def main(source: func.InputStream):
    for key, value in json.loads(source.read()).items():
        logging.info("%s costs %s in %s", key, price(value), source.name)
