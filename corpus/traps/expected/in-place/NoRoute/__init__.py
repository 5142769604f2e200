import azure.functions as func


def main(req: func.HttpRequest) -> str:
    return f"{req.method} without a route"
