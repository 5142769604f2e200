import azure.functions as func

try:
    from handlers.reports import *  # noqa: F401,F403
except ImportError:
    from handlers.reports import *  # noqa: F401,F403

fallback_bp = func.Blueprint()


@fallback_bp.function_name(name="Fallback")
@fallback_bp.timer_trigger(arg_name="timer", schedule="0 0 17 * * *")
def fallback(timer: func.TimerRequest) -> None:
    main(timer)
