import azure.functions as func

from Beside import bp as beside_bp
from Counted import bp as counted_bp

app = func.FunctionApp()

app.register_functions(beside_bp)
app.register_functions(counted_bp)
