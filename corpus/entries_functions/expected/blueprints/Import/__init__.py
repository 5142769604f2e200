import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Import")
@bp.blob_trigger(
    arg_name="blob",
    path="imports/{name}",
    connection="AzureWebJobsStorage",
)
def main(blob: func.InputStream) -> None:
    logging.info("import of %s", blob.name)
