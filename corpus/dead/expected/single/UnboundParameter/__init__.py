import azure.functions as func


def main(msg: func.QueueMessage, attempt: int) -> None:
    raise RuntimeError(f"attempt {attempt} has no binding")
