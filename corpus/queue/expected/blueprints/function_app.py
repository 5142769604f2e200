import azure.functions as func

from ForwardJob import bp as forward_job_bp
from QueueFunc import bp as queue_func_bp

app = func.FunctionApp()

app.register_functions(forward_job_bp)
app.register_functions(queue_func_bp)
