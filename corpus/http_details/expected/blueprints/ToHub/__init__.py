import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ToHub")
@bp.queue_trigger(
    arg_name="tick",
    queue_name="ticks",
    connection="ItemStorage",
    data_type=func.DataType.STRING,
)
@bp.event_hub_output(
    arg_name="$return",
    connection="Audit",
    event_hub_name="%AUDIT_HUB%",
)
def to_hub(tick: str) -> str:
    return tick.upper()
