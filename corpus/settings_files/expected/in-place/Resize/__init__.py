import azure.functions as func


def main(msg: func.QueueMessage, picture: func.Out[bytes]) -> None:
    picture.set(msg.get_body()[:64])
