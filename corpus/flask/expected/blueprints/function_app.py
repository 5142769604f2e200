import azure.functions as func

from Health import bp as health_bp
from Heartbeat import bp as heartbeat_bp
from Site import bp as site_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(health_bp)
app.register_functions(heartbeat_bp)
app.register_functions(site_bp)
