import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ToQueue")
@bp.timer_trigger(arg_name="timer", schedule="%TICK%")
@bp.queue_output(arg_name="$return", queue_name="ticks", connection="ItemStorage")
def to_queue(timer: func.TimerRequest) -> str:
    return "late" if timer.past_due else "tick"
