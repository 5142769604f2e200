import json
import logging

import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="AddProduct")
@bp.route(route="products", methods=["POST"])
@bp.sql_output(
    arg_name="product",
    command_text="dbo.Products",
    connection_string_setting="SqlConnectionString",
)
def add_product(
    req: func.HttpRequest, product: func.Out[func.SqlRow]
) -> func.HttpResponse:
    try:
        body = req.get_json()
        row = func.SqlRow.from_dict({"ProductId": int(body["id"]), "Name": body["name"], "Cost": body["cost"]})
    except (ValueError, KeyError) as error:
        logging.info("refused: %s", error)
        return func.HttpResponse("id, name and cost are needed", status_code=400)

    product.set(row)
    return func.HttpResponse(row.to_json(), status_code=201, mimetype="application/json")
