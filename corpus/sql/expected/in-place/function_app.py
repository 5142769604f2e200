import azure.functions as func

from AddProduct import main as add_product
from ListProducts import main as list_products
from ProductChanges import main as product_changes

app = func.FunctionApp()

app.function_name(name="AddProduct")(
    app.route(route="products", methods=["POST"])(
        app.sql_output(
            arg_name="product",
            command_text="dbo.Products",
            connection_string_setting="SqlConnectionString",
        )(add_product)
    )
)


app.function_name(name="ListProducts")(
    app.route(
        route="products/{category?}",
        methods=["GET"],
        auth_level=func.AuthLevel.ANONYMOUS,
    )(
        app.sql_input(
            arg_name="products",
            command_text="SELECT * FROM dbo.Products WHERE Category = @category",
            connection_string_setting="SqlConnectionString",
            parameters="@category={category}",
        )(list_products)
    )
)


app.function_name(name="ProductChanges")(
    app.sql_trigger(
        arg_name="changes",
        table_name="dbo.Products",
        connection_string_setting="SqlConnectionString",
    )(product_changes)
)
