import logging
import sys

import azure.functions as func

logger = logging.getLogger(__name__)
logger.setLevel(logging.INFO)


def count(text: str) -> int:
    return len(text.splitlines())


def main(msg: func.QueueMessage) -> None:
    logger.info("%d lines", count(msg.get_body().decode("utf-8")))


if __name__ == "__main__":
    # python Logger/__init__.py < file
    print(count(sys.stdin.read()))
