import azure.functions as func

from rate import bp as rate_bp
from warmup import bp as warmup_bp

app = func.FunctionApp()

app.register_functions(rate_bp)
app.register_functions(warmup_bp)
