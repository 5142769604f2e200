import logging

import azure.functions as func


def main(argv=None) -> int:
    """Only for the command line; the host calls handle_message."""
    logging.info("%s", argv)
    return 0


def handle_message(msg: func.QueueMessage) -> None:
    main([msg.get_body().decode("utf-8")])
