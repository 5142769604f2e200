import json
import logging

import azure.functions as func

app = func.FunctionApp()


@app.function_name(name="AddProduct")
@app.route(route="products", methods=["POST"])
@app.sql_output(
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


@app.function_name(name="ListProducts")
@app.route(
    route="products/{category?}",
    methods=["GET"],
    auth_level=func.AuthLevel.ANONYMOUS,
)
@app.sql_input(
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


@app.function_name(name="ProductChanges")
@app.sql_trigger(
    arg_name="changes",
    table_name="dbo.Products",
    connection_string_setting="SqlConnectionString",
)
def product_changes(changes: str) -> None:
    for change in json.loads(changes):
        logging.info("product %s: operation %s", change["Item"]["ProductId"], change["Operation"])
