import json
import typing

import azure.functions as func


def main(
    req: func.HttpRequest,
    response: func.Out[func.HttpResponse],
    item: func.Out[str],
    changes: func.Out[typing.List[str]],
) -> None:
    try:
        data = req.get_json()
    except ValueError:
        response.set(func.HttpResponse("not JSON", status_code=400))
        return

    item.set(json.dumps(data))
    changes.set([json.dumps({"id": req.route_params["id"], "key": key}) for key in data])
    response.set(func.HttpResponse(status_code=204))
