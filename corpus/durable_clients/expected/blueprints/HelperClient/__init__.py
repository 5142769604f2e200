import logging

import azure.functions as func

from common.clients import client_of, hub_of

bp = func.Blueprint()


@bp.function_name(name="HelperClient")
@bp.timer_trigger(arg_name="timer", schedule="%EXPORT_SCHEDULE%")
@bp.generic_input_binding(
    arg_name="starter",
    type="durableClient",
    taskHub="%HUB_NAME%",
    connectionName="HubStorage",
)
async def helper_client(timer: func.TimerRequest, starter: str) -> None:
    client = client_of(starter)
    instance_id = await client.start_new("NightlyExport")
    logging.info("started %s on %s", instance_id, hub_of(starter))
