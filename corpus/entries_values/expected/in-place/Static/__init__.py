import logging

import azure.functions as func


class Job:
    name = "nightly"

    @staticmethod
    def start(timer: func.TimerRequest) -> None:
        logging.info("%s job, late: %s", Job.name, timer.past_due)


run = Job.start
