"""The order queue."""
from handlers.orders import handle as main  # noqa: F401
import azure.functions as func

bp = func.Blueprint()

__all__ = ["main"]


bp.function_name(name="Renamed")(
    bp.queue_trigger(
        arg_name="msg",
        queue_name="orders",
        connection="AzureWebJobsStorage",
    )(main)
)
