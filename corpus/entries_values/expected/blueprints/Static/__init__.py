import logging

import azure.functions as func

bp = func.Blueprint()


class Job:
    name = "nightly"

    @staticmethod
    def start(timer: func.TimerRequest) -> None:
        logging.info("%s job, late: %s", Job.name, timer.past_due)


run = Job.start


bp.function_name(name="Static")(
    bp.timer_trigger(arg_name="timer", schedule="0 0 1 * * *")(run)
)
