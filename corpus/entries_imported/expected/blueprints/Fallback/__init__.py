import azure.functions as func

bp = func.Blueprint()


try:
    from handlers.reports import *  # noqa: F401,F403
except ImportError:
    from handlers.reports import *  # noqa: F401,F403


bp.function_name(name="Fallback")(
    bp.timer_trigger(arg_name="timer", schedule="0 0 17 * * *")(main)
)
