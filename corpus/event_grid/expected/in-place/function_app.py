import azure.functions as func

from BlobMoved import main as blob_moved_main
from EventGridTrigger import main as event_grid_trigger_main

app = func.FunctionApp()


@app.function_name(name="BlobMoved")
@app.event_grid_trigger(arg_name="event")
@app.event_grid_output(arg_name="$return", connection="MyTopic")
def blob_moved(event: func.EventGridEvent) -> str:
    return blob_moved_main(event)


@app.function_name(name="EventGridTrigger")
@app.event_grid_trigger(arg_name="eventGridEvent")
@app.event_grid_output(
    arg_name="outputEvent",
    topic_endpoint_uri="MyEventGridTopicUriSetting",
    topic_key_setting="MyEventGridTopicKeySetting",
)
def event_grid_trigger(
    eventGridEvent: func.EventGridEvent,
    outputEvent: func.Out[func.EventGridOutputEvent],
) -> None:
    event_grid_trigger_main(eventGridEvent, outputEvent)
