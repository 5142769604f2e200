import azure.functions as azure_functions

from handlers.reports import *  # noqa: F401,F403

star_bp = azure_functions.Blueprint()


@star_bp.function_name(name="Star")
@star_bp.timer_trigger(arg_name="timer", schedule="0 0 5 * * *")
def star(timer: azure_functions.TimerRequest) -> None:
    main(timer)
