import azure.functions as func

import handlers.orders

bp = func.Blueprint()

main = handlers.orders.handle


@bp.function_name(name="Cancelled")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="cancellations",
    connection="AzureWebJobsStorage",
)
def cancelled(msg: func.QueueMessage) -> None:
    main(msg)
