import azure.functions as func

from Alias import main as alias_main
from Chosen import main as chosen
from Factory import main as factory
from Lambda import main as lambda_function_main
from Method import main as method
from Static import run as static
from Wrapped import main as wrapped

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="Alias")
@app.event_grid_trigger(arg_name="event")
def alias(event: func.EventGridEvent) -> None:
    alias_main(event)


app.function_name(name="Chosen")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="exports",
        connection="AzureWebJobsStorage",
    )(chosen)
)


app.function_name(name="Factory")(
    app.route(route="units/{value}", methods=["GET"])(factory)
)


@app.function_name(name="Lambda")
@app.route(route="ping", methods=["GET"])
def lambda_function(req):
    return lambda_function_main(req)


app.function_name(name="Method")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="counts",
        connection="AzureWebJobsStorage",
    )(
        app.queue_output(
            arg_name="total",
            queue_name="totals",
            connection="AzureWebJobsStorage",
        )(method)
    )
)


app.function_name(name="Static")(
    app.timer_trigger(arg_name="timer", schedule="0 0 1 * * *")(static)
)


app.function_name(name="Wrapped")(app.route(route="Wrapped", methods=["GET"])(wrapped))
