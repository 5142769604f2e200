from typing import List

import azure.functions as func


def main(events: List[func.EventHubEvent], raw: func.Out[str]) -> None:
    raw.set("".join(event.get_body().decode("utf-8") + "\n" for event in events))
