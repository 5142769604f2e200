import azure.functions as func

from Resize import bp as resize_bp

app = func.FunctionApp()

app.register_functions(resize_bp)
