import logging

import azure.functions as func

bp = func.Blueprint()


def main(argv=None) -> int:
    """Only for the command line; the host calls handle_message."""
    logging.info("%s", argv)
    return 0


@bp.function_name(name="OtherEntry")
@bp.queue_trigger(
    arg_name="msg",
    queue_name="messages",
    connection="AzureWebJobsStorage",
)
def other_entry(msg: func.QueueMessage) -> None:
    main([msg.get_body().decode("utf-8")])
