import azure.functions as func

from Alias import bp as alias_bp
from Chosen import bp as chosen_bp
from Factory import bp as factory_bp
from Lambda import bp as lambda_function_bp
from Method import bp as method_bp
from Static import bp as static_bp
from Wrapped import bp as wrapped_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(alias_bp)
app.register_functions(chosen_bp)
app.register_functions(factory_bp)
app.register_functions(lambda_function_bp)
app.register_functions(method_bp)
app.register_functions(static_bp)
app.register_functions(wrapped_bp)
