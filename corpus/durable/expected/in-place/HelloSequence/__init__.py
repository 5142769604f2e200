# This function is not intended to be invoked directly. Instead it will be
# triggered by an HTTP starter function.
import azure.durable_functions as df

CITIES = ("Tokyo", "Seattle", "London")


def orchestrator_function(context: df.DurableOrchestrationContext):
    greetings = []
    for city in CITIES:
        greeting = yield context.call_activity("SayHello", city)
        greetings.append(greeting)
    return greetings


main = df.Orchestrator.create(orchestrator_function)
