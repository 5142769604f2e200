import importlib

import azure.functions as func

from Alone import bp as alone_bp
from Notes import bp as notes_bp
from Quota import bp as quota_bp
from Score import bp as score_bp

app = func.FunctionApp()

app.register_functions(alone_bp)
app.register_functions(notes_bp)
app.register_functions(quota_bp)
app.register_functions(score_bp)
daily_digest_bp = importlib.import_module("daily-digest").bp
app.register_functions(daily_digest_bp)
