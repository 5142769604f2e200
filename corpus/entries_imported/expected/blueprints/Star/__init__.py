import azure.functions as func

from handlers.reports import *  # noqa: F401,F403

star_bp = func.Blueprint()


@star_bp.function_name(name="Star")
@star_bp.timer_trigger(arg_name="timer", schedule="0 0 5 * * *")
def star(timer: func.TimerRequest) -> None:
    main(timer)
