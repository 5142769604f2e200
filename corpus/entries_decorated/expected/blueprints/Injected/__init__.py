import sqlite3

import azure.functions as func

from shared.guards import with_database

bp = func.Blueprint()


@bp.function_name(name="Injected")
@bp.route(route="version", methods=["GET"])
@with_database
def injected(req: func.HttpRequest, database: sqlite3.Connection) -> func.HttpResponse:
    (version,) = database.execute("select sqlite_version()").fetchone()
    return func.HttpResponse(version)
