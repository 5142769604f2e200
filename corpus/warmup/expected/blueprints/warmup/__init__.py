import logging

import azure.functions as func

from rates import cache

bp = func.Blueprint()


@bp.warm_up_trigger(arg_name="warmupContext")
def warmup(warmupContext) -> None:
    cache.fill()
    logging.info("warm: %d rates", len(cache.RATES))
