import azure.functions as func

from library.web import api as app

bp = func.Blueprint()

middleware = func.AsgiMiddleware(app)


@bp.function_name(name="BooksApi")
@bp.route(route="library/{*path}")
async def books_api(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await middleware.handle_async(req, context)
