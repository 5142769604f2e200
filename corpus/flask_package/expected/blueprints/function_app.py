import azure.functions as func

from HandleRequest import bp as handle_request_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(handle_request_bp)
