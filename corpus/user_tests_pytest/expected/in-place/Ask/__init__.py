import asyncio

import azure.functions as func

log = []


async def think(question: str) -> str:
    await asyncio.sleep(0)
    log.append(question)
    return str(len(question))


async def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(await think(req.params["q"]))
