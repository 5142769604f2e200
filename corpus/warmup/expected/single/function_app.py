import logging

import azure.functions as func

from rates import cache

app = func.FunctionApp()


@app.route(route="rates/{code}", methods=["GET"])
def rate(req: func.HttpRequest) -> func.HttpResponse:
    rate = cache.lookup(req.route_params["code"])
    return func.HttpResponse(str(rate)) if rate else func.HttpResponse(status_code=404)


@app.warm_up_trigger(arg_name="warmupContext")
def warmup(warmupContext) -> None:
    cache.fill()
    logging.info("warm: %d rates", len(cache.RATES))
