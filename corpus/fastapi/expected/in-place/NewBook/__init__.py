import json

import azure.functions as func

from library.models import BOOKS, Book


def main(msg: func.QueueMessage) -> None:
    book = Book(**json.loads(msg.get_body()))
    BOOKS[book.isbn] = book
