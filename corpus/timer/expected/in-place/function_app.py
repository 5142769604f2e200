import azure.functions as func

from heartbeat import main as heartbeat
from NightlyCleanup import main as nightly_cleanup
from TimerTest import main as timer_test

app = func.FunctionApp()

app.function_name(name="NightlyCleanup")(
    app.timer_trigger(arg_name="timer", schedule="%CLEANUP_SCHEDULE%")(nightly_cleanup)
)


app.function_name(name="TimerTest")(
    app.timer_trigger(
        arg_name="dummy",
        schedule="*/10 * * * * *",
        run_on_startup=False,
        use_monitor=False,
    )(timer_test)
)


app.function_name(name="heartbeat")(
    app.timer_trigger(arg_name="timer", schedule="00:05:00", run_on_startup=True)(
        heartbeat
    )
)
