import json
import logging
import platform

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="HttpTrigger1")
@app.route(route="hello", methods=["GET", "POST"])
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


@app.function_name(name="HttpTrigger2")
@app.route(route="hello2", methods=["GET"])
def http_trigger2(req: func.HttpRequest) -> func.HttpResponse:
    """Tell the caller what answers here."""
    logging.info("HttpTrigger2 was called with %s", req.method)
    answer = {"python": platform.python_version(), "url": req.url}
    return func.HttpResponse(json.dumps(answer), mimetype="application/json")
