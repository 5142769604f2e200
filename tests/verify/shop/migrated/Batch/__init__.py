from typing import List

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Batch")
@bp.event_hub_message_trigger(
    arg_name="events", event_hub_name="clicks", connection="Hub", cardinality=func.Cardinality.MANY
)
@bp.queue_output(arg_name="first", queue_name="first", connection="AzureWebJobsStorage")
@bp.queue_output(arg_name="count", queue_name="count", connection="AzureWebJobsStorage")
def main(events: List[func.EventHubEvent], first: func.Out[str], count: func.Out[str]) -> None:
    first.set(events[0].get_body().decode())
    count.set(str(len(events)))
