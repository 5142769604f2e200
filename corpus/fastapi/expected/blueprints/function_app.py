import azure.functions as func

from BooksApi import bp as books_api_bp
from Count import bp as count_bp
from NewBook import bp as new_book_bp

app = func.FunctionApp()

app.register_functions(books_api_bp)
app.register_functions(count_bp)
app.register_functions(new_book_bp)
