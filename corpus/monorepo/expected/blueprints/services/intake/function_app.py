import azure.functions as func

from Health import bp as health_bp
from Ingest import bp as ingest_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(health_bp)
app.register_functions(ingest_bp)
