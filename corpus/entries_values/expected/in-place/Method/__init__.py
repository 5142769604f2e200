import azure.functions as func


class Counter:
    """Counts what this instance has seen."""

    def __init__(self) -> None:
        self.total = 0

    def handle(self, msg: func.QueueMessage, total: func.Out[str]) -> None:
        self.total += int(msg.get_body())
        total.set(str(self.total))


main = Counter().handle
