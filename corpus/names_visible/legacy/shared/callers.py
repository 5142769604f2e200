"""Who asks."""
import inspect


def caller() -> str:
    return inspect.stack()[1].function
