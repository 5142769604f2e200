import json

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ListProducts")
@bp.route(
    route="products/{category?}",
    methods=["GET"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
@bp.sql_input(
    arg_name="products",
    command_text="SELECT * FROM dbo.Products WHERE Category = @category",
    connection_string_setting="SqlConnectionString",
    parameters="@category={category}",
)
def list_products(
    req: func.HttpRequest, products: func.SqlRowList
) -> func.HttpResponse:
    rows = [json.loads(row.to_json()) for row in products]
    return func.HttpResponse(json.dumps(rows), mimetype="application/json")
