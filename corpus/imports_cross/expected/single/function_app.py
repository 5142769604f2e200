import azure.functions as func

from Audit import main as audit
from Basket import main as basket
from Discounts import main as discounts
from Login import main as login
from Prices import main as prices

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.function_name(name="Audit")(
    app.queue_trigger(
        arg_name="msg",
        queue_name="audit",
        connection="AzureWebJobsStorage",
    )(audit)
)


app.function_name(name="Basket")(app.route(route="Basket", methods=["POST"])(basket))


app.function_name(name="Discounts")(
    app.route(route="Discounts", methods=["GET"])(discounts)
)


app.function_name(name="Login")(
    app.route(route="Login", methods=["POST"])(
        app.queue_output(
            arg_name="audit",
            queue_name="audit",
            connection="AzureWebJobsStorage",
        )(login)
    )
)


app.function_name(name="Prices")(
    app.route(route="prices/{sku}", methods=["GET"])(prices)
)
