import azure.functions as func

app = func.FunctionApp()


@app.function_name(name="Orders")
@app.route(route="v2/orders", methods=["GET"])
def list_orders(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("[]", mimetype="application/json")


@app.route(route="health", auth_level=func.AuthLevel.ANONYMOUS)
def health(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("up")
