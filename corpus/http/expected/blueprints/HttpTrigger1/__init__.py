import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="HttpTrigger1")
@bp.route(route="hello", methods=["GET", "POST"])
def http_trigger1(req: func.HttpRequest) -> func.HttpResponse:
    logging.info("Python HTTP trigger function processed a request.")

    name = req.params.get("name")
    if not name:
        try:
            name = req.get_json().get("name")
        except ValueError:
            # No body at all is fine: we fall through to the friendly text below.
            pass

    if name:
        return func.HttpResponse(f"Hello, {name}. HttpTrigger1 function processed a request!")
    return func.HttpResponse("HttpTrigger1 function processed a request! Pass a name for a personal answer.")
