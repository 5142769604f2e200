import azure.functions as func


def text(words: str) -> func.HttpResponse:
    return func.HttpResponse(words, mimetype="text/plain")
