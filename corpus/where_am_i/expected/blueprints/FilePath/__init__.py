import json
import pathlib
from pathlib import Path

import azure.functions as func

bp = func.Blueprint()

HERE = Path(__file__).parent
ROOT = pathlib.Path(__file__).resolve().parent.parent
TITLES = (HERE / "titles.txt").read_text().splitlines()


@bp.function_name(name="FilePath")
@bp.route(route="FilePath", methods=["GET"])
def file_path(req: func.HttpRequest) -> func.HttpResponse:
    regions = json.loads((ROOT / "data" / "regions.json").read_text())
    page = Path(__file__).with_name("page.html").read_text()
    return func.HttpResponse(page.format(title=TITLES[0], regions=", ".join(regions)), mimetype="text/html")
