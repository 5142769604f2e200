import azure.functions as func

raise NotImplementedError("since the move")


def main(msg: func.QueueMessage) -> None: ...
