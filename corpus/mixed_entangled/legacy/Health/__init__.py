import azure.functions as func

app = func.FunctionApp()


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("up")
