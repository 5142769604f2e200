"""The order queue."""
from handlers.orders import handle as main  # noqa: F401

__all__ = ["main"]
