import azure.functions as func

from EventHubBatch import bp as event_hub_batch_bp
from EventHubFunc import bp as event_hub_func_bp

app = func.FunctionApp()

app.register_functions(event_hub_batch_bp)
app.register_functions(event_hub_func_bp)
