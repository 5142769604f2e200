from datetime import timedelta

import azure.durable_functions as df


def orchestrator_function(context: df.DurableOrchestrationContext):
    first = yield context.call_activity("Hello", "Oslo")
    both = yield context.task_all([context.call_activity("Hello", city) for city in ("Rome", "Bern")])
    yield context.create_timer(context.current_utc_datetime + timedelta(seconds=5))
    answer = yield context.wait_for_external_event("Approved")
    counted = yield context.call_entity(df.EntityId("Counter", "cities"), "add", 2)
    return [first, *both, answer, counted]


main = df.Orchestrator.create(orchestrator_function)
