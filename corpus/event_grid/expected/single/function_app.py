import datetime
import json
import logging
import re

import azure.functions as func

app = func.FunctionApp()

SUBJECT = re.compile(r"/blobServices/default/containers/(?P<container>[^/]+)/blobs/(?P<name>.+)")


@app.function_name(name="BlobMoved")
@app.event_grid_trigger(arg_name="event")
@app.event_grid_output(arg_name="$return", connection="MyTopic")
def blob_moved(event: func.EventGridEvent) -> str:
    found = SUBJECT.fullmatch(event.subject)
    moved = [] if found is None else [{"container": found["container"], "name": found["name"]}]
    return json.dumps(
        [
            {
                "id": event.id,
                "data": blob,
                "subject": f"archive/{blob['name']}",
                "eventType": "Archive.Requested",
                "dataVersion": "1.0",
            }
            for blob in moved
        ]
    )


@app.function_name(name="EventGridTrigger")
@app.event_grid_trigger(arg_name="eventGridEvent")
@app.event_grid_output(
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
