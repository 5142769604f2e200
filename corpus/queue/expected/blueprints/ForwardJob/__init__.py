import json

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ForwardJob")
@bp.queue_trigger(
    arg_name="job",
    queue_name="jobs-%STAGE%",
    connection="AzureWebJobsStorage",
)
@bp.queue_output(
    arg_name="$return",
    queue_name="jobs-accepted",
    connection="AzureWebJobsStorage",
)
def forward_job(job: str) -> str:
    """Stamp the job as accepted and pass it on."""
    data = json.loads(job)
    data["state"] = "accepted"
    return json.dumps(data, sort_keys=True)
