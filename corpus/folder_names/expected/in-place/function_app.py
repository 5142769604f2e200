import importlib
import importlib.util
import sys
from pathlib import Path

import azure.functions as func

from shelf import main as shelf_main

app = func.FunctionApp()

import_function_main = importlib.import_module("import").main


@app.function_name(name="import")
@app.route(route="import", methods=["GET"])
def import_function(req: func.HttpRequest) -> func.HttpResponse:
    return import_function_main(req)


packaging_main_spec = importlib.util.spec_from_file_location("packaging_main_module", Path(__file__).parent / "packaging" / "__init__.py")
packaging_main_module = importlib.util.module_from_spec(packaging_main_spec)
sys.modules["packaging_main_module"] = packaging_main_module
packaging_main_spec.loader.exec_module(packaging_main_module)
packaging_main = packaging_main_module.main


@app.route(route="packaging", methods=["GET"])
def packaging(req: func.HttpRequest) -> func.HttpResponse:
    return packaging_main(req)


parcel_client_main_spec = importlib.util.spec_from_file_location(
    "parcel_client_main_module", Path(__file__).parent / "parcel_client" / "handler.py",
    submodule_search_locations=[str(Path(__file__).parent / "parcel_client")],
)
parcel_client_main_module = importlib.util.module_from_spec(parcel_client_main_spec)
sys.modules["parcel_client_main_module"] = parcel_client_main_module
parcel_client_main_spec.loader.exec_module(parcel_client_main_module)
parcel_client_main = parcel_client_main_module.main


@app.queue_trigger(
    arg_name="msg",
    queue_name="parcels",
    connection="AzureWebJobsStorage",
)
def parcel_client(msg: func.QueueMessage) -> None:
    parcel_client_main(msg)


@app.timer_trigger(arg_name="timer", schedule="0 0 6 * * *")
def shelf(timer: func.TimerRequest) -> None:
    shelf_main(timer)


test_main_spec = importlib.util.spec_from_file_location("test_main_module", Path(__file__).parent / "test" / "__init__.py")
test_main_module = importlib.util.module_from_spec(test_main_spec)
sys.modules["test_main_module"] = test_main_module
test_main_spec.loader.exec_module(test_main_module)
test_main = test_main_module.main


@app.route(route="test", methods=["GET"])
def test(req: func.HttpRequest) -> func.HttpResponse:
    return test_main(req)
