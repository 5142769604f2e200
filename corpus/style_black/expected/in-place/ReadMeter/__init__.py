import json
import uuid

import azure.functions as func

WATT_HOURS_PER_KILOWATT_HOUR = 1000


def main(reading: func.EventHubEvent, row: func.Out[str]) -> None:
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
