import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="FollowLedger")
@bp.cosmos_db_trigger_v3(
    arg_name="entries",
    database_name="books",
    collection_name="ledger",
    connection_string_setting="Cosmos",
)
@bp.retry(
    strategy="exponential_backoff",
    max_retry_count=4,
    minimum_interval="00:00:01",
    maximum_interval="01:00:00",
)
def follow_ledger(entries: func.DocumentList) -> None:
    for entry in entries or []:
        logging.info("ledger entry %s", entry["id"])
