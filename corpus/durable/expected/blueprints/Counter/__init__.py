import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="Counter")
@bp.entity_trigger(context_name="context")
def entity_function(context: df.DurableEntityContext):
    current_value = context.get_state(lambda: 0)
    operation = context.operation_name
    if operation == "add":
        current_value += context.get_input()
        context.set_result(current_value)
    elif operation == "reset":
        current_value = 0
    elif operation == "get":
        context.set_result(current_value)
    context.set_state(current_value)
