import azure.functions as func

from AddScore import main as add_score_main
from Builtins import main as builtins_main
from Generated import main as generated_main
from get_scores import main as get_scores_function_main
from GetScores import main as get_scores_main
from Scopes import main as scopes_main
from Shadow import main as shadow_main

app = func.FunctionApp()


@app.function_name(name="AddScore")
@app.route(route="scores", methods=["POST"])
def add_score(req: func.HttpRequest) -> func.HttpResponse:
    return add_score_main(req)


@app.function_name(name="Builtins")
@app.queue_trigger(
    arg_name="msg",
    queue_name="builtins",
    connection="AzureWebJobsStorage",
)
def builtins(msg: func.QueueMessage) -> None:
    builtins_main(msg)


@app.function_name(name="Generated")
@app.route(route="Generated", methods=["GET"])
def generated(req: func.HttpRequest) -> func.HttpResponse:
    return generated_main(req)


@app.function_name(name="GetScores")
@app.route(route="scores", methods=["GET"])
def get_scores(req: func.HttpRequest) -> func.HttpResponse:
    return get_scores_main(req)


@app.function_name(name="Scopes")
@app.timer_trigger(arg_name="timer", schedule="0 0 4 * * *")
def scopes(timer: func.TimerRequest) -> None:
    scopes_main(timer)


@app.function_name(name="Shadow")
@app.queue_trigger(
    arg_name="msg",
    queue_name="shadows",
    connection="AzureWebJobsStorage",
)
def shadow(msg: func.QueueMessage) -> None:
    shadow_main(msg)


@app.function_name(name="get_scores")
@app.route(route="v0/scores", methods=["GET"])
def get_scores_function(req: func.HttpRequest) -> func.HttpResponse:
    return get_scores_function_main(req)
