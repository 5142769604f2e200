import azure.functions as func
from fastapi import FastAPI

api_app = FastAPI()


@api_app.get("/hello/{name}")
async def hello(name: str):
    return {"hello": name}


app = func.AsgiFunctionApp(app=api_app, function_name="Api")
