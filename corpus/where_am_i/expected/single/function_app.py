import json
import logging
import os
import pathlib
import sys
from os.path import abspath, dirname, join
from pathlib import Path

import azure.functions as func

from Package import main as package_main
from Resources import main as resources_main

app = func.FunctionApp()


@app.function_name(name="Context")
@app.route(route="Context", methods=["GET"])
def context(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    path = os.path.join(context.function_directory, "Context", "motto.txt")
    with open(path) as file:
        return func.HttpResponse(f"{context.function_name}: {file.read().strip()}")


HERE = Path(__file__).parent / "FilePath"
ROOT = pathlib.Path(__file__).resolve().parent
TITLES = (HERE / "titles.txt").read_text().splitlines()


@app.function_name(name="FilePath")
@app.route(route="FilePath", methods=["GET"])
def file_path(req: func.HttpRequest) -> func.HttpResponse:
    regions = json.loads((ROOT / "data" / "regions.json").read_text())
    page = (Path(__file__).parent / "FilePath" / "page.html").read_text()
    return func.HttpResponse(page.format(title=TITLES[0], regions=", ".join(regions)), mimetype="text/html")


logger_function_logger = logging.getLogger("Logger")
logger_function_logger.setLevel(logging.INFO)


def count(text: str) -> int:
    return len(text.splitlines())


@app.function_name(name="Logger")
@app.queue_trigger(arg_name="msg", queue_name="lines", connection="AzureWebJobsStorage")
def logger_function(msg: func.QueueMessage) -> None:
    logger_function_logger.info("%d lines", count(msg.get_body().decode("utf-8")))


if __name__ == "__main__":
    # python Logger/__init__.py < file
    print(count(sys.stdin.read()))


_here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "OsPath")
REGIONS = join(dirname(abspath(__file__)), "data", "regions.json")


@app.function_name(name="OsPath")
@app.route(route="OsPath", methods=["GET"])
def os_path(req: func.HttpRequest) -> func.HttpResponse:
    with open(os.path.join(_here, "templates", "line.txt")) as file:
        template = file.read().strip()
    with open(REGIONS) as file:
        regions = json.load(file)
    return func.HttpResponse("\n".join(template.format(name, len(cities)) for name, cities in regions.items()))


other_logger_logger = logging.getLogger("OtherLogger")
other_logger_logger.setLevel(logging.WARNING)


@app.function_name(name="OtherLogger")
@app.queue_trigger(arg_name="msg", queue_name="words", connection="AzureWebJobsStorage")
def other_logger(msg: func.QueueMessage) -> None:
    other_logger_logger.warning("%d words", len(msg.get_body().split()))


@app.function_name(name="Package")
@app.timer_trigger(arg_name="timer", schedule="0 0 8 * * *")
def package(timer: func.TimerRequest) -> None:
    package_main(timer)


@app.function_name(name="Resources")
@app.timer_trigger(arg_name="timer", schedule="0 0 7 * * *")
def resources(timer: func.TimerRequest) -> None:
    resources_main(timer)
