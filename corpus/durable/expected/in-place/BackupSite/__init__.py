import azure.durable_functions as df

RETRY = df.RetryOptions(first_retry_interval_in_milliseconds=5000, max_number_of_attempts=3)


@df.Orchestrator.create
def main(context: df.DurableOrchestrationContext):
    """Fan out over the files, fan in over their sizes."""
    root = context.get_input() or "site"
    files = yield context.call_activity_with_retry("ListFiles", RETRY, root)

    tasks = [context.call_activity("CopyFile", file) for file in files]
    sizes = yield context.task_all(tasks)

    total = sum(sizes)
    context.signal_entity(df.EntityId("Counter", "bytes"), "add", total)
    return total
