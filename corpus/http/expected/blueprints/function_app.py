import azure.functions as func

from HttpTrigger1 import bp as http_trigger1_bp
from HttpTrigger2 import bp as http_trigger2_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(http_trigger1_bp)
app.register_functions(http_trigger2_bp)
