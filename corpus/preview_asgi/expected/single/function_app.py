from azure.functions import AuthLevel, AsgiFunctionApp


async def site(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


app = AsgiFunctionApp(http_auth_level=AuthLevel.ANONYMOUS, app=site)
