import azure.functions as func

from site_app import site

app = func.WsgiFunctionApp(app=site, http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route(route="health")
def health(req: func.HttpRequest) -> str:
    return "fine"
