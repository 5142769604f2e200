import asyncio

import azure.functions as func

bp = func.Blueprint()


async def _measure(seconds: float) -> float:
    loop = asyncio.get_running_loop()
    start = loop.time()
    await asyncio.sleep(seconds)
    return loop.time() - start


@bp.function_name(name="Async")
@bp.route(route="Async", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)
async def async_function(req: func.HttpRequest) -> func.HttpResponse:
    waits = await asyncio.gather(*(_measure(delay) for delay in (0.01, 0.02)))
    return func.HttpResponse(str(len(waits)))
