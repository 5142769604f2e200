import importlib

import azure.functions as func

from Ask import bp as ask_bp
from Hello import bp as hello_bp
from Weather import bp as weather_bp

app = func.FunctionApp()

app.register_functions(ask_bp)
app.register_functions(hello_bp)
app.register_functions(weather_bp)
store_reading_bp = importlib.import_module("store-reading").bp
app.register_functions(store_reading_bp)
