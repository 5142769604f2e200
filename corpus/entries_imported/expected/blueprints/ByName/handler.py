import azure.functions as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(greeting(req.params.get("name", "you")))


def greeting(name: str) -> str:
    return f"Good day, {name}"
