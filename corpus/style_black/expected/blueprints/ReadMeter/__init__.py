import json
import uuid

import azure.functions as func

bp = func.Blueprint()

WATT_HOURS_PER_KILOWATT_HOUR = 1000


@bp.function_name(name="ReadMeter")
@bp.event_hub_message_trigger(
    arg_name="reading",
    connection="MeterHubConnection",
    event_hub_name="meter-readings-of-all-houses",
    cardinality=func.Cardinality.ONE,
)
@bp.table_output(
    arg_name="row",
    connection="AzureWebJobsStorage",
    table_name="readings",
    partition_key="meters",
)
def read_meter(reading: func.EventHubEvent, row: func.Out[str]) -> None:
    data = json.loads(reading.get_body())
    row.set(
        json.dumps(
            {
                "RowKey": str(uuid.uuid4()),
                "Meter": data["meter"],
                "KilowattHours": data["wh"] / WATT_HOURS_PER_KILOWATT_HOUR,
            }
        )
    )
