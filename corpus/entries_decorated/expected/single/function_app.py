import sqlite3

import azure.functions as func

from shared import guards
from shared.guards import require_token, with_database
from Timed import main as timed

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="Guarded")
@app.route(route="Guarded", methods=["GET"])
@require_token
def guarded(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("welcome")


@app.function_name(name="Injected")
@app.route(route="version", methods=["GET"])
@with_database
def injected(req: func.HttpRequest, database: sqlite3.Connection) -> func.HttpResponse:
    (version,) = database.execute("select sqlite_version()").fetchone()
    return func.HttpResponse(version)


# The token first: nobody shall read the cache without one.
@app.function_name(name="Stacked")
@app.route(route="Stacked", methods=["GET"])
@guards.require_token
@guards.cache_for(
    seconds=30,  # the source changes every minute
)
def stacked(req: func.HttpRequest) -> func.HttpResponse:
    """Prices, at most half a minute old."""
    return func.HttpResponse("12.50")


app.function_name(name="Timed")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="work",
        connection="AzureWebJobsStorage",
    )(timed)
)
