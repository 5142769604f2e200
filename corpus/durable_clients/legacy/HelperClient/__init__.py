import logging

import azure.functions as func

from ..common.clients import client_of, hub_of


async def main(timer: func.TimerRequest, starter: str) -> None:
    client = client_of(starter)
    instance_id = await client.start_new("NightlyExport")
    logging.info("started %s on %s", instance_id, hub_of(starter))
