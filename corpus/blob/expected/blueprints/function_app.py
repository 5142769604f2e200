import azure.functions as func

from BlobFunc import bp as blob_func_bp
from Thumbnail import bp as thumbnail_bp

app = func.FunctionApp()

app.register_functions(blob_func_bp)
app.register_functions(thumbnail_bp)
