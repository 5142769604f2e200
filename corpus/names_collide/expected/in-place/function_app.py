import azure.functions as func

from AddScore import main as add_score
from Builtins import main as builtins
from Generated import main as generated
from get_scores import main as get_scores_function
from GetScores import main as get_scores
from Scopes import main as scopes
from Shadow import main as shadow

app = func.FunctionApp()

app.function_name(name="AddScore")(
    app.route(route="scores", methods=["POST"])(add_score)
)


app.function_name(name="Builtins")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="builtins",
        connection="AzureWebJobsStorage",
    )(builtins)
)


app.function_name(name="Generated")(
    app.route(route="Generated", methods=["GET"])(generated)
)


app.function_name(name="GetScores")(
    app.route(route="scores", methods=["GET"])(get_scores)
)


app.function_name(name="Scopes")(
    app.timer_trigger(arg_name="timer", schedule="0 0 4 * * *")(scopes)
)


app.function_name(name="Shadow")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="shadows",
        connection="AzureWebJobsStorage",
    )(shadow)
)


app.function_name(name="get_scores")(
    app.route(route="v0/scores", methods=["GET"])(get_scores_function)
)
