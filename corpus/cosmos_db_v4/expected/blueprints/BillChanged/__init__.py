import logging
from decimal import Decimal

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="BillChanged")
@bp.cosmos_db_trigger(
    arg_name="bills",
    connection="CosmosDB",
    database_name="billdb",
    container_name="bills",
    lease_container_name="leases",
    create_lease_container_if_not_exists=True,
    start_from_beginning=True,
    preferred_locations="West Europe,North Europe",
)
@bp.cosmos_db_input(
    arg_name="rates",
    connection="CosmosDB",
    database_name="billdb",
    container_name="rates",
    partition_key="rates",
    id="current",
)
@bp.cosmos_db_output(
    arg_name="summary",
    connection="CosmosDB",
    database_name="billdb",
    container_name="summaries",
)
def bill_changed(bills: func.DocumentList, rates: func.DocumentList, summary: func.Out[func.DocumentList]) -> None:
    rate = Decimal(str(rates[0]["vat"])) if rates else Decimal(0)
    documents = func.DocumentList()
    for bill in bills:
        net = Decimal(str(bill["net"]))
        documents.append(func.Document.from_dict({"id": bill["id"], "gross": str(net + net * rate)}))

    summary.set(documents)
    logging.info("%d bills summed up", len(documents))
