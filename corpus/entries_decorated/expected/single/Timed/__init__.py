import functools
import logging
import time

import azure.functions as func


def timed(handler):
    @functools.wraps(handler)
    async def wrapper(msg):
        start = time.perf_counter()
        await handler(msg)
        logging.info("%s took %.3f s", handler.__name__, time.perf_counter() - start)

    return wrapper


@timed
async def main(msg: func.QueueMessage) -> None:
    logging.info("work on %s", msg.id)
