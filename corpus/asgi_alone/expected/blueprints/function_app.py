import azure.functions as func

from Api import bp as api_bp

app = func.FunctionApp()

app.register_functions(api_bp)
