import azure.functions as func

from BooksApi import main as books_api
from Count import main as count
from NewBook import main as new_book

app = func.FunctionApp()

app.function_name(name="BooksApi")(app.route(route="library/{*path}")(books_api))


app.function_name(name="Count")(app.route(route="count", methods=["GET"])(count))


app.function_name(name="NewBook")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="books",
        connection="AzureWebJobsStorage",
    )(new_book)
)
