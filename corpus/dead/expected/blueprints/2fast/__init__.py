import azure.functions as func


def main(timer: func.TimerRequest) -> None:
    raise RuntimeError("function names start with a letter")
