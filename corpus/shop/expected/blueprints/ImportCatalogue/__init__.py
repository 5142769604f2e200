import csv
import io
import logging
import os

import azure.functions as func

from shared.money import to_amount
from . import categories

bp = func.Blueprint()

log = logging.getLogger("catalogue")
HERE = os.path.dirname(__file__)

with open(os.path.join(HERE, "columns.txt")) as _file:
    COLUMNS = _file.read().split()


def parse(text: str):
    for row in csv.DictReader(io.StringIO(text), fieldnames=COLUMNS, delimiter=";"):
        yield {
            "id": row["sku"],
            "name": row["name"].strip(),
            "price": str(to_amount(row["price"])),
            "category": categories.of(row["sku"]),
        }


@bp.function_name(name="ImportCatalogue")
@bp.blob_trigger(
    arg_name="catalogue",
    path="catalogues/{name}.csv",
    connection="AzureWebJobsStorage",
)
@bp.cosmos_db_output_v3(
    arg_name="articles",
    database_name="shop",
    collection_name="articles",
    connection_string_setting="CosmosConnection",
)
def import_catalogue(
    catalogue: func.InputStream, articles: func.Out[func.DocumentList]
) -> None:
    rows = list(parse(catalogue.read().decode("utf-8-sig")))
    articles.set(func.DocumentList([func.Document.from_dict(row) for row in rows]))
    log.info("%s: %d articles", catalogue.name, len(rows))
