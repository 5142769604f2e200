import azure.functions as func

from web import bp as web_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(web_bp)
