import azure.functions as func

from Api import main as api_main

app = func.FunctionApp()


@app.function_name(name="Api")
@app.route(route="/{*route}")
async def api(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await api_main(req, context)
