import json
from collections import Counter
from typing import List

import azure.functions as func


def main(messages: List[func.ServiceBusMessage]) -> str:
    per_session = Counter(message.session_id for message in messages)
    return json.dumps(per_session, sort_keys=True)
