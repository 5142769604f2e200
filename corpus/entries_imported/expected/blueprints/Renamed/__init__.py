"""The order queue."""
import azure.functions as func

from handlers.orders import handle as main  # noqa: F401

bp = func.Blueprint()

__all__ = ["main"]


@bp.function_name(name="Renamed")
@bp.queue_trigger(arg_name="msg", queue_name="orders", connection="AzureWebJobsStorage")
def renamed(msg: func.QueueMessage) -> None:
    main(msg)
