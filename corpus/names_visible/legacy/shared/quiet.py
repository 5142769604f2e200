"""Loggers that say the worst only."""
import logging


def quiet(logger: logging.Logger) -> logging.Logger:
    logger.setLevel(logging.ERROR)
    return logger
