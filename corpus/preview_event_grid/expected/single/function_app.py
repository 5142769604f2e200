import datetime

import azure.functions as func

app = func.FunctionApp()
  
@app.function_name(name="eventGridTrigger")
@app.event_grid_trigger(arg_name="eventGridEvent")
@app.event_grid_output(
    arg_name="outputEvent",
    topic_endpoint_uri="MyEventGridTopicUriSetting",
    topic_key_setting="MyEventGridTopicKeySetting")
def main(eventGridEvent: func.EventGridEvent,
         outputEvent: func.Out[func.EventGridOutputEvent]) -> None:
    outputEvent.set(
        func.EventGridOutputEvent(
            id="1",
            data={"of": eventGridEvent.id},
            subject="answer",
            event_type="answered",
            event_time=datetime.datetime.now(),
            data_version="1.0"))
