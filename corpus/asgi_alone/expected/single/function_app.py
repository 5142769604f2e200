import azure.functions as func
from fastapi import FastAPI

app = func.FunctionApp()

app = FastAPI()


@app.get("/hello/{name}")
async def hello(name: str):
    return {"hello": name}


@app.function_name(name="Api")
@app.route(route="/{*route}")
async def api(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await func.AsgiMiddleware(app).handle_async(req, context)
