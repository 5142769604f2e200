import logging

from rates import cache
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="warmup")
@bp.warm_up_trigger(arg_name="warmupContext")
def main(warmupContext) -> None:
    cache.fill()
    logging.info("warm: %d rates", len(cache.RATES))
