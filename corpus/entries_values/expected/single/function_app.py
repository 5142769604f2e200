import logging
import os

import azure.functions as func

from shared.wrapping import logged

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


def process(event: func.EventGridEvent) -> None:
    logging.info("%s: %s", event.event_type, event.subject)


def process_all(events) -> None:
    for event in events:
        process(event)


alias_main = process


@app.function_name(name="Alias")
@app.event_grid_trigger(arg_name="event")
def alias(event: func.EventGridEvent) -> None:
    alias_main(event)


if os.environ.get("STAGE") == "production":

    def chosen(msg: func.QueueMessage) -> None:
        logging.info("export %s", msg.id)

else:

    def chosen(msg: func.QueueMessage) -> None:
        logging.info("would export %s", msg.id)


app.function_name(name="Chosen")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="exports",
        connection="AzureWebJobsStorage",
    )(chosen)
)


def converter(factor: float, unit: str):
    def convert(req: func.HttpRequest) -> func.HttpResponse:
        return func.HttpResponse(f"{float(req.route_params['value']) * factor:g} {unit}")

    return convert


factory = converter(1.609344, "km")


app.function_name(name="Factory")(
    app.route(route="units/{value}", methods=["GET"])(factory)
)


lambda_function_main = lambda req: func.HttpResponse("pong")  # noqa: E731


@app.function_name(name="Lambda")
@app.route(route="ping", methods=["GET"])
def lambda_function(req):
    return lambda_function_main(req)


class Counter:
    """Counts what this instance has seen."""

    def __init__(self) -> None:
        self.total = 0

    def handle(self, msg: func.QueueMessage, total: func.Out[str]) -> None:
        self.total += int(msg.get_body())
        total.set(str(self.total))


method = Counter().handle


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


class Job:
    name = "nightly"

    @staticmethod
    def start(timer: func.TimerRequest) -> None:
        logging.info("%s job, late: %s", Job.name, timer.past_due)


static = Job.start


app.function_name(name="Static")(
    app.timer_trigger(arg_name="timer", schedule="0 0 1 * * *")(static)
)


def handler(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("wrapped")


wrapped = logged(handler)


app.function_name(name="Wrapped")(app.route(route="Wrapped", methods=["GET"])(wrapped))
