import calendar
import importlib
import importlib.util
import logging
import sys
from pathlib import Path

import azure.functions as func

import app_queue as waiting
from app_calendar import holidays

app = func.FunctionApp()

import_function = importlib.import_module("import").main
app.function_name(name="import")(
    app.route(route="import", methods=["GET"])(import_function)
)


packaging_spec = importlib.util.spec_from_file_location("packaging_module", Path(__file__).parent / "packaging" / "__init__.py")
packaging_module = importlib.util.module_from_spec(packaging_spec)
sys.modules["packaging_module"] = packaging_module
packaging_spec.loader.exec_module(packaging_module)
packaging = packaging_module.main
app.function_name(name="packaging")(
    app.route(route="packaging", methods=["GET"])(packaging)
)


parcel_client_spec = importlib.util.spec_from_file_location(
    "parcel_client_module", Path(__file__).parent / "parcel_client" / "handler.py",
    submodule_search_locations=[str(Path(__file__).parent / "parcel_client")],
)
parcel_client_module = importlib.util.module_from_spec(parcel_client_spec)
sys.modules["parcel_client_module"] = parcel_client_module
parcel_client_spec.loader.exec_module(parcel_client_module)
parcel_client = parcel_client_module.main
app.function_name(name="parcel_client")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="parcels",
        connection="AzureWebJobsStorage",
    )(parcel_client)
)


@app.timer_trigger(arg_name="timer", schedule="0 0 6 * * *")
def shelf(timer: func.TimerRequest) -> None:
    if calendar.day_name[0] not in holidays.CLOSED:
        logging.info("%s parcels on the shelf", waiting.length())


test_spec = importlib.util.spec_from_file_location("test_module", Path(__file__).parent / "test" / "__init__.py")
test_module = importlib.util.module_from_spec(test_spec)
sys.modules["test_module"] = test_module
test_spec.loader.exec_module(test_module)
test = test_module.main
app.function_name(name="test")(app.route(route="test", methods=["GET"])(test))
