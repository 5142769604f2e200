import azure.functions as func

main = lambda req: func.HttpResponse("pong")  # noqa: E731
