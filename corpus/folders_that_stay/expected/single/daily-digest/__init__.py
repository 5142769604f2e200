import azure.functions as func

from . import rendering
from .sources import headlines


def main(timer: func.TimerRequest, mail: func.Out[str]) -> None:
    mail.set(rendering.render(headlines()))
