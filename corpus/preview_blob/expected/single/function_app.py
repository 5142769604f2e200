import logging

import azure.functions as func

app = func.FunctionApp()

@app.function_name(name="BlobFunc")
@app.blob_trigger(arg_name="triggerBlob", path="input-container/{name}", connection="AzureWebJobsStorage")
@app.blob_output(arg_name="outputBlob", path="output-container/{name}", connection="AzureWebJobsStorage")
@app.blob_input(arg_name="readBlob", path="output-container/{name}", connection="AzureWebJobsStorage")
def copy_blob(triggerBlob: func.InputStream , readBlob : func.InputStream, outputBlob: func.Out[str]) -> None:
    logging.info(f"{triggerBlob.name} has {triggerBlob.length} bytes")
    outputBlob.set(readBlob.read())
