import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="SettingInEnum")
@bp.generic_trigger(
    arg_name="events",
    type="eventHubTrigger",
    eventHubName="%HUB%",
    connection="HubConnection",
    cardinality="%HUB_CARDINALITY%",
)
def setting_in_enum(events):
    # One event or many, as the setting says.
    if not isinstance(events, list):
        events = [events]
    logging.info("%d events", len(events))
