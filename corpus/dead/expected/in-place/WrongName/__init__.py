import azure.functions as func

from shared.lost import find


def main(msg: func.QueueMessage) -> None:
    find(msg.id)
