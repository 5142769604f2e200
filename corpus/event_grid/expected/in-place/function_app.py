import azure.functions as func

from BlobMoved import main as blob_moved
from EventGridTrigger import main as event_grid_trigger

app = func.FunctionApp()

app.function_name(name="BlobMoved")(
    app.event_grid_trigger(arg_name="event")(
        app.event_grid_output(arg_name="$return", connection="MyTopic")(blob_moved)
    )
)


app.function_name(name="EventGridTrigger")(
    app.event_grid_trigger(arg_name="eventGridEvent")(
        app.event_grid_output(
            arg_name="outputEvent",
            topic_endpoint_uri="MyEventGridTopicUriSetting",
            topic_key_setting="MyEventGridTopicKeySetting",
        )(event_grid_trigger)
    )
)
