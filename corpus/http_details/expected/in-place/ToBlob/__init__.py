from typing import List

import azure.functions as func


def main(events: List[func.EventHubEvent], context: func.Context) -> bytes:
    lines = [event.get_body() for event in events]
    return b"\n".join([context.function_name.encode(), *lines])
