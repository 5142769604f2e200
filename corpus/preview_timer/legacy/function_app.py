import datetime
import logging

import azure.functions as func

app = func.FunctionApp()


@app.function_name(name="timertest")
@app.schedule(schedule="*/10 * * * * *", arg_name="dummy", run_on_startup=False,use_monitor=False) # Timer Trigger
def tick(dummy: func.TimerRequest) -> None:
    now = datetime.datetime.now(tz=datetime.timezone.utc).isoformat()
    if dummy.past_due:
        logging.info('late at %s', now)
