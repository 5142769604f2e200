import azure.durable_functions as df

from ..common.flows import export

main = df.Orchestrator.create(export)
