import azure.functions as func

from Audit import main as audit_main
from Basket import main as basket_main
from Discounts import main as discounts_main
from Login import main as login_main
from Prices import main as prices_main

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="Audit")
@app.queue_trigger(arg_name="msg", queue_name="audit", connection="AzureWebJobsStorage")
def audit(msg: func.QueueMessage) -> None:
    audit_main(msg)


@app.function_name(name="Basket")
@app.route(route="Basket", methods=["POST"])
def basket(req: func.HttpRequest) -> func.HttpResponse:
    return basket_main(req)


@app.function_name(name="Discounts")
@app.route(route="Discounts", methods=["GET"])
def discounts(req: func.HttpRequest) -> func.HttpResponse:
    return discounts_main(req)


@app.function_name(name="Login")
@app.route(route="Login", methods=["POST"])
@app.queue_output(
    arg_name="audit",
    queue_name="audit",
    connection="AzureWebJobsStorage",
)
def login(req: func.HttpRequest, audit: func.Out[str]) -> func.HttpResponse:
    return login_main(req, audit)


@app.function_name(name="Prices")
@app.route(route="prices/{sku}", methods=["GET"])
def prices(req: func.HttpRequest) -> func.HttpResponse:
    return prices_main(req)
