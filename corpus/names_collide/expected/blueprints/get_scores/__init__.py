"""The first version of GetScores: its folder's name and the snake_case of the other are one name."""
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="get_scores")
@bp.route(route="v0/scores", methods=["GET"])
def get_scores_function(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("moved", status_code=301, headers={"Location": "/api/scores"})
