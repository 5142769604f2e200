import json
import typing

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ItemWrite")
@bp.route(
    route="items/{id:guid}",
    methods=["PUT", "PATCH"],
    binding_arg_name="response",
)
@bp.blob_output(arg_name="item", path="%ITEMS%/{id}.json", connection="ItemStorage")
@bp.queue_output(
    arg_name="changes",
    queue_name="%CHANGES_QUEUE%",
    connection="ItemStorage",
)
def item_write(
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
