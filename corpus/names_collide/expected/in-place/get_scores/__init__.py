"""The first version of GetScores: its folder's name and the snake_case of the other are one name."""
import azure.functions as func


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("moved", status_code=301, headers={"Location": "/api/scores"})
