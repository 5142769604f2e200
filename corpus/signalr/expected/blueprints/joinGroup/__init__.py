import json

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="joinGroup")
@bp.route(route="groups/{group}/users/{user}", methods=["POST"])
@bp.generic_output_binding(
    arg_name="action",
    type="signalR",
    hubName="board",
    connectionStringSetting="AzureSignalRConnectionString",
)
def join_group(req: func.HttpRequest, action: func.Out[str]) -> func.HttpResponse:
    action.set(
        json.dumps(
            {
                "userId": req.route_params["user"],
                "groupName": req.route_params["group"],
                "action": "add",
            }
        )
    )
    return func.HttpResponse(status_code=202)
