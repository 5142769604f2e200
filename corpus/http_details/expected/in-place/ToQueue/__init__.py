import azure.functions as func


def main(timer: func.TimerRequest) -> str:
    return "late" if timer.past_due else "tick"
