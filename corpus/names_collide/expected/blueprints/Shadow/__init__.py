"""Names that hide builtins: the other scripts must keep the real ones."""
import io
import logging

import azure.functions as func

bp = func.Blueprint()

log = logging.getLogger(__name__)


def print(*values, sep=" "):
    log.info(sep.join(str(value) for value in values))


def open(data: bytes):
    return io.StringIO(data.decode("utf-8"))


id = "shadow"
max = 3


@bp.function_name(name="Shadow")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="shadows",
    connection="AzureWebJobsStorage",
)
def shadow(msg: func.QueueMessage) -> None:
    with open(msg.get_body()) as lines:
        for number, line in enumerate(lines):
            if number < max:
                print(id, number, line.rstrip())
