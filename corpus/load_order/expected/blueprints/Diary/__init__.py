import os

import azure.functions as func

bp = func.Blueprint()


class Diary:
    def __init__(self, place):
        self.place = os.environ.setdefault("DIARY_PLACE", place)


diary = Diary("roof")

from shared import catalogue  # noqa: E402


@bp.function_name(name="Diary")
@bp.route(route="Diary", methods=["GET"])
def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"{diary.place}: {len(catalogue.SENSORS)}")
