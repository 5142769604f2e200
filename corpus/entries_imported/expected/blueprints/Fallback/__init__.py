import azure.functions as azure_functions

try:
    from handlers.reports import *  # noqa: F401,F403
except ImportError:
    from handlers.reports import *  # noqa: F401,F403

fallback_bp = azure_functions.Blueprint()


@fallback_bp.function_name(name="Fallback")
@fallback_bp.timer_trigger(arg_name="timer", schedule="0 0 17 * * *")
def fallback(timer: azure_functions.TimerRequest) -> None:
    main(timer)
