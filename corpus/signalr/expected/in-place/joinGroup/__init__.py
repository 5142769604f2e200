import json

import azure.functions as func


def main(req: func.HttpRequest, action: func.Out[str]) -> func.HttpResponse:
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
