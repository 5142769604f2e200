import azure.functions as func

from Absolute import bp as absolute_bp
from Relative import bp as relative_bp

app = func.FunctionApp()

app.register_functions(absolute_bp)
app.register_functions(relative_bp)
