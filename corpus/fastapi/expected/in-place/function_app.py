import azure.functions as func

from BooksApi import main as books_api_main
from Count import main as count_main
from NewBook import main as new_book_main

app = func.FunctionApp()


@app.function_name(name="BooksApi")
@app.route(route="library/{*path}")
async def books_api(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await books_api_main(req, context)


@app.function_name(name="Count")
@app.route(route="count", methods=["GET"])
async def count(req: func.HttpRequest) -> func.HttpResponse:
    return await count_main(req)


@app.function_name(name="NewBook")
@app.queue_trigger(arg_name="msg", queue_name="books", connection="AzureWebJobsStorage")
def new_book(msg: func.QueueMessage) -> None:
    new_book_main(msg)
