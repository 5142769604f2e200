import azure.functions as func

from Everything import bp as everything_bp
from ItemDelete import bp as item_delete_bp
from ItemRead import bp as item_read_bp
from ItemWrite import bp as item_write_bp
from ToBlob import bp as to_blob_bp
from ToHub import bp as to_hub_bp
from ToQueue import bp as to_queue_bp

app = func.FunctionApp()

app.register_functions(everything_bp)
app.register_functions(item_delete_bp)
app.register_functions(item_read_bp)
app.register_functions(item_write_bp)
app.register_functions(to_blob_bp)
app.register_functions(to_hub_bp)
app.register_functions(to_queue_bp)
