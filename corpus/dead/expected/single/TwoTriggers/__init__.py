import azure.functions as func


def main(timer: func.TimerRequest, msg: func.QueueMessage) -> None:
    raise RuntimeError("the host never gets here")
