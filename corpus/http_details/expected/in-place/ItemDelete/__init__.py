import azure.functions as func


def main(request: func.HttpRequest, audit: func.Out[str]) -> str:
    """The trigger is not called ``req``, and a plain string is answer enough."""
    audit.set(f"deleted {request.route_params['id']}")
    return "deleted"
