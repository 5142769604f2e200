import azure.functions as func


def main(msg: func.QueueMessage) -> None:
    raise RuntimeError("the entry point is another")
