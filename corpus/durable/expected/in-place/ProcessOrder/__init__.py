import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    order = context.get_input()
    approved = True
    if order["total"] > 1000:
        approved = yield context.call_sub_orchestrator("Approval", order["id"])
    if not approved:
        return {"order": order["id"], "state": "refused"}

    greeting = yield context.call_activity("SayHello", order["customer"])
    return {"order": order["id"], "state": "done", "greeting": greeting}


run = df.Orchestrator.create(orchestrator_function)
