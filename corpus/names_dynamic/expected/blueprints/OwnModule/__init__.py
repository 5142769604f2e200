import inspect
import logging
import sys

import azure.functions as func

bp = func.Blueprint()


def command_start():
    """Start the pump."""


def command_stop():
    """Stop the pump."""


def commands():
    module = sys.modules[__name__]
    members = inspect.getmembers(module, inspect.isfunction)
    return {name[len("command_"):]: member for name, member in members if name.startswith("command_")}


@bp.function_name(name="OwnModule")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="commands",
    connection="AzureWebJobsStorage",
)
def main(msg: func.QueueMessage) -> None:
    command = commands()[msg.get_body().decode("utf-8")]
    logging.info(command.__doc__)
    command()
