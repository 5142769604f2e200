import azure.functions as func

from . import rendering
from .sources import headlines

bp = func.Blueprint()


@bp.function_name(name="daily-digest")
@bp.timer_trigger(arg_name="timer", schedule="0 0 6 * * *")
@bp.queue_output(arg_name="mail", queue_name="mails", connection="AzureWebJobsStorage")
def daily_digest(timer: func.TimerRequest, mail: func.Out[str]) -> None:
    mail.set(rendering.render(headlines()))
