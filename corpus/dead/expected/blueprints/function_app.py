import azure.functions as func

from Alive import bp as alive_bp
from AlsoAlive import bp as also_alive_bp

app = func.FunctionApp()

app.register_functions(alive_bp)
app.register_functions(also_alive_bp)
