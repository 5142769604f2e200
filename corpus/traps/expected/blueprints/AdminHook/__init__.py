"""The level of this trigger must stay admin, whatever the app's own level is."""
import json
import uuid

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="AdminHook")
@bp.generic_trigger(
    arg_name="req",
    type="httpTrigger",
    auth_level="Admin",
    methods=["POST"],
)
@bp.table_output(
    arg_name="$return",
    connection="AzureWebJobsStorage",
    table_name="hooks",
    partition_key="admin",
)
def admin_hook(req: func.HttpRequest) -> str:
    return json.dumps({"RowKey": str(uuid.uuid4()), "Body": req.get_body().decode("utf-8")})
