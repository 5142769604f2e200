import azure.functions as func

from Health import main as health
from Ingest import main as ingest

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.function_name(name="Health")(app.route(route="health", methods=["GET"])(health))


app.function_name(name="Ingest")(
    app.event_hub_message_trigger(
        arg_name="events",
        connection="Telemetry",
        event_hub_name="telemetry",
        cardinality=func.Cardinality.MANY,
    )(
        app.blob_output(
            arg_name="raw",
            path="raw/{rand-guid}.jsonl",
            connection="AzureWebJobsStorage",
        )(ingest)
    )
)
