import json
from collections import Counter
from typing import List

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="SessionBatch")
@bp.service_bus_queue_trigger(
    arg_name="messages",
    connection="queueConnectionString",
    queue_name="sessions",
    access_rights=func.AccessRights.LISTEN,
    is_sessions_enabled=True,
    cardinality=func.Cardinality.MANY,
)
@bp.generic_output_binding(
    arg_name="$return",
    type="serviceBus",
    topicName="session-totals",
    connection="outputtopicConnectionString",
    accessRights="send",
)
def session_batch(messages: List[func.ServiceBusMessage]) -> str:
    per_session = Counter(message.session_id for message in messages)
    return json.dumps(per_session, sort_keys=True)
