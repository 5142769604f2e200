import azure.functions as func
from fastapi import FastAPI

bp = func.Blueprint()

app = FastAPI()


@app.get("/hello/{name}")
async def hello(name: str):
    return {"hello": name}


@bp.function_name(name="Api")
@bp.route(route="/{*route}")
async def api(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await func.AsgiMiddleware(app).handle_async(req, context)
