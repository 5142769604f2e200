import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="ProcessOrder")
@bp.orchestration_trigger(context_name="context")
def process_order(context: df.DurableOrchestrationContext):
    order = context.get_input()
    approved = True
    if order["total"] > 1000:
        approved = yield context.call_sub_orchestrator("Approval", order["id"])
    if not approved:
        return {"order": order["id"], "state": "refused"}

    greeting = yield context.call_activity("SayHello", order["customer"])
    return {"order": order["id"], "state": "done", "greeting": greeting}
