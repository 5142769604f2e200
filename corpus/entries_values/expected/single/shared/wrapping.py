"""Wrappers around handlers."""
import functools
import logging


def logged(handler):
    @functools.wraps(handler)
    def wrapper(*args, **kwargs):
        logging.info("%s starts", handler.__name__)
        try:
            return handler(*args, **kwargs)
        finally:
            logging.info("%s ends", handler.__name__)

    return wrapper
