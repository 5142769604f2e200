import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ItemDelete")
@bp.route(
    route="items/{id:guid}",
    methods=["DELETE"],
    auth_level=func.AuthLevel.ADMIN,
    trigger_arg_name="request",
)
@bp.event_hub_output(arg_name="audit", connection="Audit", event_hub_name="%AUDIT_HUB%")
def item_delete(request: func.HttpRequest, audit: func.Out[str]) -> str:
    """The trigger is not called ``req``, and a plain string is answer enough."""
    audit.set(f"deleted {request.route_params['id']}")
    return "deleted"
