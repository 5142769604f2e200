import json
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ProductChanges")
@bp.sql_trigger(
    arg_name="changes",
    table_name="dbo.Products",
    connection_string_setting="SqlConnectionString",
)
def product_changes(changes: str) -> None:
    for change in json.loads(changes):
        logging.info("product %s: operation %s", change["Item"]["ProductId"], change["Operation"])
