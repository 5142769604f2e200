import azure.functions as func

from AddProduct import main as add_product_main
from ListProducts import main as list_products_main
from ProductChanges import main as product_changes_main

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
    return add_product_main(req, product)


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
    return list_products_main(req, products)


@app.function_name(name="ProductChanges")
@app.sql_trigger(
    arg_name="changes",
    table_name="dbo.Products",
    connection_string_setting="SqlConnectionString",
)
def product_changes(changes: str) -> None:
    product_changes_main(changes)
