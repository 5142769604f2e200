import azure.durable_functions as df
import azure.functions as func

bp = func.Blueprint()

CITIES = ("Tokyo", "Seattle", "London")


@bp.function_name(name="HelloSequence")
@bp.orchestration_trigger(context_name="context")
def hello_sequence(context: df.DurableOrchestrationContext):
    greetings = []
    for city in CITIES:
        greeting = yield context.call_activity("SayHello", city)
        greetings.append(greeting)
    return greetings
