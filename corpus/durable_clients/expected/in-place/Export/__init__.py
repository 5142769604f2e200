import azure.durable_functions as df

from shared.flows import export

main = df.Orchestrator.create(export)
