import os

import azure.functions as func


def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    path = os.path.join(context.function_directory, "motto.txt")
    with open(path) as file:
        return func.HttpResponse(f"{context.function_name}: {file.read().strip()}")
