from azure.functions import HttpRequest, HttpResponse as Response
from azure import functions as fn


def main(req: HttpRequest, context: fn.Context) -> Response:
    return Response(context.function_name)
