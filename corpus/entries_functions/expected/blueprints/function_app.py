import importlib
import importlib.util
import sys
from pathlib import Path

import azure.functions as func

from Async import bp as async_function_bp
from Import import bp as import_function_bp
from Json import bp as json_bp
from lights.switch import bp as lights_off_bp
from OtherEntry import bp as other_entry_bp
from Plain import bp as plain_bp
from Recursive import bp as recursive_bp
from Reused import bp as reused_bp
from Single.hourly import bp as single_bp

app = func.FunctionApp()

app.register_functions(async_function_bp)
app.register_functions(import_function_bp)
app.register_functions(json_bp)
app.register_functions(lights_off_bp)
mailer_bp = importlib.import_module("Mailer.send-mail").bp
app.register_functions(mailer_bp)
app.register_functions(other_entry_bp)
app.register_functions(plain_bp)
app.register_functions(recursive_bp)
app.register_functions(reused_bp)
app.register_functions(single_bp)
calendar_bp_spec = importlib.util.spec_from_file_location("calendar_bp_module", Path(__file__).parent / "calendar" / "__init__.py")
calendar_bp_module = importlib.util.module_from_spec(calendar_bp_spec)
sys.modules["calendar_bp_module"] = calendar_bp_module
calendar_bp_spec.loader.exec_module(calendar_bp_module)
calendar_bp = calendar_bp_module.bp
app.register_functions(calendar_bp)
close_account_bp = importlib.import_module("close-account").bp
app.register_functions(close_account_bp)
