import azure.functions as func

from Banner import bp as banner_bp
from Sweep import bp as sweep_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(banner_bp)
app.register_functions(sweep_bp)
