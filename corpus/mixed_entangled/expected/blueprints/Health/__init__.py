import azure.functions as func

bp = func.Blueprint()

app = func.FunctionApp()


@bp.function_name(name="Health")
@bp.route(route="health", methods=["GET"])
def health(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("up")
