import json

import azure.functions as func

from library.models import BOOKS, Book
from library.web import api as books_api_app

app = func.FunctionApp()

middleware = func.AsgiMiddleware(books_api_app)


@app.function_name(name="BooksApi")
@app.route(route="library/{*path}")
async def books_api(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await middleware.handle_async(req, context)


@app.function_name(name="Count")
@app.route(route="count", methods=["GET"])
async def count(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(len(BOOKS)))


@app.function_name(name="NewBook")
@app.queue_trigger(arg_name="msg", queue_name="books", connection="AzureWebJobsStorage")
def new_book(msg: func.QueueMessage) -> None:
    book = Book(**json.loads(msg.get_body()))
    BOOKS[book.isbn] = book
