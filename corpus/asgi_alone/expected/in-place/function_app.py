import azure.functions as func

from Api import main as api

app = func.FunctionApp()

app.function_name(name="Api")(app.route(route="/{*route}")(api))
