import importlib

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Plugins")
@bp.route(route="plugins/{name}", methods=["GET"])
def plugins(req: func.HttpRequest) -> func.HttpResponse:
    name = req.route_params["name"]
    try:
        plugin = importlib.import_module(f".{name}_plugin", __package__)
    except ModuleNotFoundError:
        return func.HttpResponse(status_code=404)
    return func.HttpResponse(plugin.run())
