"""Orchestrators that more than one function uses."""
import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()


def export(context: df.DurableOrchestrationContext):
    pages = context.get_input() or 1
    done = 0
    for page in range(pages):
        done += yield context.call_activity("ExportPage", page)
    return done


nightly_main = df.Orchestrator.create(export)


@bp.function_name(name="NightlyExport")
@bp.generic_trigger(
    arg_name="context",
    type="orchestrationTrigger",
    orchestration="%EXPORT_NAME%",
)
def nightly_export(context):
    return nightly_main(context)
