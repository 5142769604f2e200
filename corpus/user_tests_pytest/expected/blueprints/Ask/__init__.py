import asyncio

import azure.functions as func

bp = func.Blueprint()

log = []


async def think(question: str) -> str:
    await asyncio.sleep(0)
    log.append(question)
    return str(len(question))


async def main(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(await think(req.params["q"]))


@bp.function_name(name="Ask")
@bp.route(route="Ask", methods=["GET"])
async def ask(req: func.HttpRequest) -> func.HttpResponse:
    return await main(req)
