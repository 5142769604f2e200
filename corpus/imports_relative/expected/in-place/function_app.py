import azure.functions as func

from Borrower import main as borrower_main
from Lender import main as lender_main
from Neighbours import main as neighbours_main
from OldStyle import main as old_style_main
from OwnName import main as own_name_main
from Stars import main as stars_main
from Upwards import main as upwards_main

app = func.FunctionApp()


@app.function_name(name="Borrower")
@app.route(route="Borrower", methods=["GET"])
def borrower(req: func.HttpRequest) -> func.HttpResponse:
    return borrower_main(req)


@app.function_name(name="Lender")
@app.timer_trigger(arg_name="timer", schedule="0 0 9 * * *")
def lender(timer: func.TimerRequest) -> None:
    lender_main(timer)


@app.function_name(name="Neighbours")
@app.route(route="Neighbours", methods=["GET"])
def neighbours(req: func.HttpRequest) -> func.HttpResponse:
    return neighbours_main(req)


@app.function_name(name="OldStyle")
@app.route(route="OldStyle", methods=["GET"])
def old_style(req: func.HttpRequest) -> func.HttpResponse:
    return old_style_main(req)


@app.function_name(name="OwnName")
@app.route(route="OwnName", methods=["GET"])
def own_name(req: func.HttpRequest) -> func.HttpResponse:
    return own_name_main(req)


@app.function_name(name="Stars")
@app.route(route="stars/{metres:int}", methods=["GET"])
def stars(req: func.HttpRequest) -> func.HttpResponse:
    return stars_main(req)


@app.function_name(name="Upwards")
@app.route(route="Upwards", methods=["GET"])
def upwards(req: func.HttpRequest) -> func.HttpResponse:
    return upwards_main(req)
