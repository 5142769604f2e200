import azure.functions as func


def main(req: func.HttpRequest, hook: func.Out[bytes]) -> None:
    hook.set(req.get_body())
