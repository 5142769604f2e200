import os

import azure.functions as func

bp = func.Blueprint()

path = os.path.join(os.path.dirname(os.__file__), "this.py")


@bp.function_name(name="Builtins")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="builtins",
    connection="AzureWebJobsStorage",
)
def builtins(msg: func.QueueMessage) -> None:
    with open(path) as file:
        print(id(file) != 0, max(len(line) for line in file))
