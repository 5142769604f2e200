import logging

from rates import cache


def main(warmupContext) -> None:
    cache.fill()
    logging.info("warm: %d rates", len(cache.RATES))
