import azure.functions as func

from HttpTrigger1 import main as http_trigger1
from HttpTrigger2 import main as http_trigger2

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.function_name(name="HttpTrigger1")(
    app.route(route="hello", methods=["GET", "POST"])(http_trigger1)
)


app.function_name(name="HttpTrigger2")(
    app.route(route="hello2", methods=["GET"])(http_trigger2)
)
