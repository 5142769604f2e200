import azure.functions as func

from rate import main as rate
from warmup import main as warmup

app = func.FunctionApp()

app.function_name(name="rate")(app.route(route="rates/{code}", methods=["GET"])(rate))


app.function_name(name="warmup")(app.warm_up_trigger(arg_name="warmupContext")(warmup))
