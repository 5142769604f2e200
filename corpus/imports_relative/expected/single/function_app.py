import azure.functions as func

import OwnName.words
import settings
import shared.text as words
from Lender import LIMIT, lend
from Lender import main as lender_main
from Neighbours import places
from Neighbours.model import City
from Neighbours.model import distance as km_between
from Neighbours.places import HOME
from Neighbours.rules.limits import NEAR
from OldStyle.answer import build
from OwnName.words import Words
from shared import VERSION, text
from shared.text import whisper as quiet
from shared.units import KM, to_km
from Stars.constants import TEMPLATE, UNIT

app = func.FunctionApp()


@app.function_name(name="Borrower")
@app.route(route="Borrower", methods=["GET"])
def borrower(req: func.HttpRequest) -> func.HttpResponse:
    """Uses what other functions have."""
    count = Words(" ".join(str(part) for part in HOME)).count()
    return func.HttpResponse(f"{lend(count)} of {LIMIT}")


@app.function_name(name="Lender")
@app.timer_trigger(arg_name="timer", schedule="0 0 9 * * *")
def lender(timer: func.TimerRequest) -> None:
    lender_main(timer)


@app.function_name(name="Neighbours")
@app.route(route="Neighbours", methods=["GET"])
def neighbours(req: func.HttpRequest) -> func.HttpResponse:
    home = City(*places.HOME)
    near = [name for name, lat, lon in places.ALL if km_between(home, City(name, lat, lon)) < NEAR]
    return func.HttpResponse(", ".join(near))


@app.function_name(name="OldStyle")
@app.route(route="OldStyle", methods=["GET"])
def old_style(req: func.HttpRequest) -> func.HttpResponse:
    city = settings.CITY
    return func.HttpResponse(build(words.shout(city), to_km(1250)))


@app.function_name(name="OwnName")
@app.route(route="OwnName", methods=["GET"])
def own_name(req: func.HttpRequest) -> func.HttpResponse:
    words = Words(req.params.get("text", OwnName.words.DEFAULT))
    return func.HttpResponse(str(words.count()))


@app.function_name(name="Stars")
@app.route(route="stars/{metres:int}", methods=["GET"])
def stars(req: func.HttpRequest) -> func.HttpResponse:
    metres = int(req.route_params["metres"])
    return func.HttpResponse(TEMPLATE.format(to_km(metres), UNIT, KM))


@app.function_name(name="Upwards")
@app.route(route="Upwards", methods=["GET"])
def upwards(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(text.shout(settings.CITY) + " " + quiet(VERSION))
