import datetime
import json
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="EventGridTrigger")
@bp.event_grid_trigger(arg_name="eventGridEvent")
@bp.event_grid_output(
    arg_name="outputEvent",
    topic_endpoint_uri="MyEventGridTopicUriSetting",
    topic_key_setting="MyEventGridTopicKeySetting",
)
def event_grid_trigger(eventGridEvent: func.EventGridEvent, outputEvent: func.Out[func.EventGridOutputEvent]) -> None:
    logging.info("eventGridEvent: %s", json.dumps(eventGridEvent.get_json()))

    outputEvent.set(
        func.EventGridOutputEvent(
            id=eventGridEvent.id,
            data={"tag1": "value1", "tag2": "value2"},
            subject="test-subject",
            event_type="test-event-1",
            event_time=datetime.datetime.now(datetime.timezone.utc),
            data_version="1.0",
        )
    )
