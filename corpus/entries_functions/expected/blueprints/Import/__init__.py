import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Import")
@bp.blob_trigger(
    arg_name="blob",
    path="imports/{name}",
    connection="AzureWebJobsStorage",
)
def import_function(blob: func.InputStream) -> None:
    logging.info("import of %s", blob.name)
