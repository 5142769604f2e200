import json
import logging

import azure.functions as func

from Modern import main as modern_main

app = func.FunctionApp()


def half(number):
    return number / 2


@app.function_name(name="Antique")
@app.timer_trigger(arg_name="timer", schedule="0 0 20 * * *")
def antique(timer: func.TimerRequest) -> None:
    logging.info("half of three is %s", half(3))


@app.function_name(name="Modern")
@app.queue_trigger(arg_name="msg", queue_name="trees", connection="AzureWebJobsStorage")
def modern(msg: func.QueueMessage) -> None:
    modern_main(msg)


class Query:
    limit: int = 10
    ratio: float = 0.5
    title: str = ""


def convert(params) -> dict:
    values = {}
    for name, kind in Query.__annotations__.items():
        values[name] = kind(params.get(name, getattr(Query, name)))
    return values


@app.function_name(name="Reflective")
@app.route(route="Reflective", methods=["GET"])
def reflective(req: func.HttpRequest) -> func.HttpResponse:
    """Converts the query by the annotations of a class."""
    return func.HttpResponse(json.dumps(convert(req.params)))
