import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="NoOutput")
@bp.generic_trigger(
    arg_name="req",
    type="httpTrigger",
    auth_level="anonymous",
    methods=["post"],
)
@bp.queue_output(arg_name="hook", queue_name="hooks", connection="AzureWebJobsStorage")
def no_output(req: func.HttpRequest, hook: func.Out[bytes]) -> None:
    hook.set(req.get_body())
