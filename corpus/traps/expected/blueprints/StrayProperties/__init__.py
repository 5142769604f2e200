import json

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="StrayProperties")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="strays",
    connection="AzureWebJobsStorage",
    authLevel="function",
    comment="nobody reads this",
    batchSize=4,
)
@bp.generic_output_binding(
    arg_name="page",
    type="sendGrid",
    apiKey="SendGridKey",
    **{"from": "ops@example.invalid"},
    to="%ONCALL%",
)
def stray_properties(msg: func.QueueMessage, page: func.Out[str]) -> None:
    text = msg.get_body().decode("utf-8")
    page.set(json.dumps({"subject": "stray", "content": [{"type": "text/plain", "value": text}]}))
