import json

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ReturnIsQueue")
@bp.route(route="tickets", methods=["POST"], binding_arg_name="answer")
@bp.queue_output(
    arg_name="$return",
    queue_name="tickets",
    connection="AzureWebJobsStorage",
)
def return_is_queue(req: func.HttpRequest, answer: func.Out[func.HttpResponse]) -> str:
    ticket = {"subject": req.params.get("subject", "none"), "text": req.get_body().decode("utf-8")}
    answer.set(func.HttpResponse(status_code=202))
    return json.dumps(ticket)
