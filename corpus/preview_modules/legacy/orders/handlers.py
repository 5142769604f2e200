from azure.functions import FunctionApp


def register(target: FunctionApp) -> None:
    @target.blob_trigger(arg_name="blob", path="orders/{name}", connection="Storage")
    @target.write_blob(arg_name="copy", path="copies/{name}", connection="Storage")
    def copy_order(blob, copy):
        copy.set(blob.read())
