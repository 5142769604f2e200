from datetime import timedelta

from azure.durable_functions import DurableOrchestrationContext, Orchestrator

PATIENCE = timedelta(hours=24)


def orchestrator_function(context: DurableOrchestrationContext):
    due = context.current_utc_datetime + PATIENCE
    timeout = context.create_timer(due)
    approval = context.wait_for_external_event("Approved")

    winner = yield context.task_any([approval, timeout])
    if winner == timeout:
        return False
    timeout.cancel()
    return bool(approval.result)


main = Orchestrator.create(orchestrator_function)
