import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="OddCase")
@bp.timer_trigger(
    arg_name="timer",
    schedule="0 0 * * * *",
    run_on_startup=False,
    use_monitor=True,
)
@bp.blob_output(
    arg_name="totals",
    path="totals/latest.txt",
    connection="AzureWebJobsStorage",
    data_type=func.DataType.STRING,
)
def odd_case(timer: func.TimerRequest, totals: func.Out[str]) -> None:
    totals.set("late" if timer.past_due else "in time")
