import importlib
import importlib.util
import sys
from pathlib import Path

import azure.functions as func

from shelf import bp as shelf_bp

app = func.FunctionApp()

import_function_bp = importlib.import_module("import").bp
app.register_functions(import_function_bp)
packaging_bp_spec = importlib.util.spec_from_file_location("packaging_bp_module", Path(__file__).parent / "packaging" / "__init__.py")
packaging_bp_module = importlib.util.module_from_spec(packaging_bp_spec)
sys.modules["packaging_bp_module"] = packaging_bp_module
packaging_bp_spec.loader.exec_module(packaging_bp_module)
packaging_bp = packaging_bp_module.bp
app.register_functions(packaging_bp)
parcel_client_bp_spec = importlib.util.spec_from_file_location(
    "parcel_client_bp_module", Path(__file__).parent / "parcel_client" / "handler.py",
    submodule_search_locations=[str(Path(__file__).parent / "parcel_client")],
)
parcel_client_bp_module = importlib.util.module_from_spec(parcel_client_bp_spec)
sys.modules["parcel_client_bp_module"] = parcel_client_bp_module
parcel_client_bp_spec.loader.exec_module(parcel_client_bp_module)
parcel_client_bp = parcel_client_bp_module.bp
app.register_functions(parcel_client_bp)
app.register_functions(shelf_bp)
test_bp_spec = importlib.util.spec_from_file_location("test_bp_module", Path(__file__).parent / "test" / "__init__.py")
test_bp_module = importlib.util.module_from_spec(test_bp_spec)
sys.modules["test_bp_module"] = test_bp_module
test_bp_spec.loader.exec_module(test_bp_module)
test_bp = test_bp_module.bp
app.register_functions(test_bp)
