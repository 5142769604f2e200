import azure.functions as func

bp = func.Blueprint()


class Counter:
    """Counts what this instance has seen."""

    def __init__(self) -> None:
        self.total = 0

    def handle(self, msg: func.QueueMessage, total: func.Out[str]) -> None:
        self.total += int(msg.get_body())
        total.set(str(self.total))


main = Counter().handle


bp.function_name(name="Method")(
    bp.queue_trigger(
        arg_name="msg",
        queue_name="counts",
        connection="AzureWebJobsStorage",
    )(
        bp.queue_output(
            arg_name="total",
            queue_name="totals",
            connection="AzureWebJobsStorage",
        )(main)
    )
)
