import json

import azure.functions as func

from library.models import BOOKS, Book

bp = func.Blueprint()


@bp.function_name(name="NewBook")
@bp.queue_trigger(arg_name="msg", queue_name="books", connection="AzureWebJobsStorage")
def new_book(msg: func.QueueMessage) -> None:
    book = Book(**json.loads(msg.get_body()))
    BOOKS[book.isbn] = book
