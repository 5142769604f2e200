import functools
import logging
import time

import azure.functions as func

bp = func.Blueprint()


def timed(handler):
    @functools.wraps(handler)
    async def wrapper(msg):
        start = time.perf_counter()
        await handler(msg)
        logging.info("%s took %.3f s", handler.__name__, time.perf_counter() - start)

    return wrapper


@bp.function_name(name="Timed")
@bp.queue_trigger(arg_name="msg", queue_name="work", connection="AzureWebJobsStorage")
@timed
async def main(msg: func.QueueMessage) -> None:
    logging.info("work on %s", msg.id)
