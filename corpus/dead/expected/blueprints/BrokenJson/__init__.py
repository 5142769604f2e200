import azure.functions as func


def main(timer: func.TimerRequest) -> None:
    raise RuntimeError("the host never gets here")
