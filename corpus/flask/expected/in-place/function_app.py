import azure.functions as func

from Health import main as health
from Heartbeat import main as heartbeat
from Site import main as site

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.function_name(name="Health")(app.route(route="health", methods=["GET"])(health))


app.function_name(name="Heartbeat")(
    app.timer_trigger(arg_name="timer", schedule="0 */10 * * * *")(heartbeat)
)


app.function_name(name="Site")(
    app.route(route="site/{*path}", methods=["GET", "POST"])(site)
)
