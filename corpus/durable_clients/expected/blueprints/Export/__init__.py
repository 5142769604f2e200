import azure.durable_functions as df
import azure.functions as func

from common.flows import export

bp = func.Blueprint()

main = df.Orchestrator.create(export)


@bp.function_name(name="Export")
@bp.generic_trigger(arg_name="context", type="orchestrationTrigger")
def export_function(context):
    return main(context)
