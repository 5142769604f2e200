import azure.functions as func

from Beside import main as beside
from Counted import main as counted_entry

app = func.FunctionApp()

app.function_name(name="Beside")(
    app.timer_trigger(arg_name="timer", schedule="30 * * * * *")(beside)
)


@app.function_name(name="Counted")
@app.timer_trigger(arg_name="timer", schedule="0 * * * * *")
def counted(timer):
    return counted_entry(timer)
