import azure.functions as func

from heartbeat import main as heartbeat_main
from NightlyCleanup import main as nightly_cleanup_main
from TimerTest import main as timer_test_main

app = func.FunctionApp()


@app.function_name(name="NightlyCleanup")
@app.timer_trigger(arg_name="timer", schedule="%CLEANUP_SCHEDULE%")
def nightly_cleanup(timer: func.TimerRequest) -> None:
    nightly_cleanup_main(timer)


@app.function_name(name="TimerTest")
@app.timer_trigger(
    arg_name="dummy",
    schedule="*/10 * * * * *",
    run_on_startup=False,
    use_monitor=False,
)
def timer_test(dummy: func.TimerRequest) -> None:
    timer_test_main(dummy)


@app.timer_trigger(arg_name="timer", schedule="00:05:00", run_on_startup=True)
def heartbeat(timer):
    heartbeat_main(timer)
