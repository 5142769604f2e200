from azure.functions import FunctionApp


def register(target: FunctionApp) -> None:
    @target.blob_trigger(arg_name="blob", path="orders/{name}", connection="Storage")
    @target.blob_output(arg_name="copy", path="copies/{name}", connection="Storage")
    def copy_order(blob, copy):
        copy.set(blob.read())
