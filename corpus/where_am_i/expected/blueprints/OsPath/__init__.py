import json
import os
from os.path import abspath, dirname, join

import azure.functions as func

bp = func.Blueprint()

_here = os.path.dirname(os.path.abspath(__file__))
REGIONS = join(dirname(dirname(abspath(__file__))), "data", "regions.json")


@bp.function_name(name="OsPath")
@bp.route(route="OsPath", methods=["GET"])
def os_path(req: func.HttpRequest) -> func.HttpResponse:
    with open(os.path.join(_here, "templates", "line.txt")) as file:
        template = file.read().strip()
    with open(REGIONS) as file:
        regions = json.load(file)
    return func.HttpResponse("\n".join(template.format(name, len(cities)) for name, cities in regions.items()))
