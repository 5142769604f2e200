from datetime import timedelta

import azure.functions as func
from azure.durable_functions import DurableOrchestrationContext

bp = func.Blueprint()

PATIENCE = timedelta(hours=24)


@bp.function_name(name="Approval")
@bp.orchestration_trigger(context_name="context")
def approval(context: DurableOrchestrationContext):
    due = context.current_utc_datetime + PATIENCE
    timeout = context.create_timer(due)
    approval = context.wait_for_external_event("Approved")

    winner = yield context.task_any([approval, timeout])
    if winner == timeout:
        return False
    timeout.cancel()
    return bool(approval.result)
