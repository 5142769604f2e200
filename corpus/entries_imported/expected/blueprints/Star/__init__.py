from handlers.reports import *  # noqa: F401,F403
import azure.functions as func

bp = func.Blueprint()


bp.function_name(name="Star")(
    bp.timer_trigger(arg_name="timer", schedule="0 0 5 * * *")(main)
)
