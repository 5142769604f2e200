import azure.functions as func

app = func.FunctionApp()

@app.function_name(name="EventHubFunc")
@app.event_hub_message_trigger(arg_name="myhub", event_hub_name="testhub", connection="EHConnectionString") # Eventhub trigger
@app.event_hub_output(arg_name="outputhub", event_hub_name="testhub", connection="EHConnectionString") # Eventhub output binding
def forward(myhub: func.EventHubEvent, outputhub: func.Out[str]):
    outputhub.set("forwarded")
