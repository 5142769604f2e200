from typing import List

import azure.functions as func


def main(events: List[func.EventHubEvent], first: func.Out[str], count: func.Out[str]) -> None:
    first.set(events[0].get_body().decode())
    count.set(str(len(events)))
