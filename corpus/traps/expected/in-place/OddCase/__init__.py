import azure.functions as func


def main(timer: func.TimerRequest, totals: func.Out[str]) -> None:
    totals.set("late" if timer.past_due else "in time")
