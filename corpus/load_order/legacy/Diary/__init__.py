import os

import azure.functions as func


class Diary:
    def __init__(self, place):
        self.place = os.environ.setdefault("DIARY_PLACE", place)


diary = Diary("roof")

from ..shared import catalogue  # noqa: E402


def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(f"{diary.place}: {len(catalogue.SENSORS)}")
