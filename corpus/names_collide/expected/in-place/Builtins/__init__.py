import os

import azure.functions as func

path = os.path.join(os.path.dirname(os.__file__), "this.py")


def main(msg: func.QueueMessage) -> None:
    with open(path) as file:
        print(id(file) != 0, max(len(line) for line in file))
