import azure.functions as func

from ServiceBusQueueFunc import bp as service_bus_queue_func_bp
from ServiceBusTopicFunc import bp as service_bus_topic_func_bp
from SessionBatch import bp as session_batch_bp

app = func.FunctionApp()

app.register_functions(service_bus_queue_func_bp)
app.register_functions(service_bus_topic_func_bp)
app.register_functions(session_batch_bp)
