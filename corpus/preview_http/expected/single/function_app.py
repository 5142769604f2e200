import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

@app.function_name(name="HttpTrigger1")
@app.route(route="hello") # HTTP Trigger
def greet(req: func.HttpRequest) -> func.HttpResponse:
     return func.HttpResponse("HttpTrigger1 says hello")


@app.function_name(name="HttpTrigger2")
@app.route(route="hello2") # HTTP Trigger
def greet_again(req: func.HttpRequest) -> func.HttpResponse:
     return func.HttpResponse("HttpTrigger2 says hello")
