import azure.functions as func

from shared.state import TooMany, count

app = func.FunctionApp()


@app.function_name(name="Absolute")
@app.route(route="Absolute", methods=["GET"])
def absolute(req: func.HttpRequest) -> func.HttpResponse:
    try:
        return func.HttpResponse(str(count()))
    except TooMany:
        return func.HttpResponse(status_code=429)


@app.function_name(name="Relative")
@app.route(route="Relative", methods=["GET"])
def relative(req: func.HttpRequest) -> func.HttpResponse:
    try:
        return func.HttpResponse(str(count()))
    except TooMany:
        return func.HttpResponse(status_code=429)
