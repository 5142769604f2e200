import azure.functions as func

from application import application

app = func.WsgiFunctionApp(
    app=application,
    http_auth_level=func.AuthLevel.ANONYMOUS,
    function_name="web",
)
