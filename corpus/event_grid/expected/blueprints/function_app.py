import azure.functions as func

from BlobMoved import bp as blob_moved_bp
from EventGridTrigger import bp as event_grid_trigger_bp

app = func.FunctionApp()

app.register_functions(blob_moved_bp)
app.register_functions(event_grid_trigger_bp)
