import logging
import os

import azure.functions as func
from flask import Flask, jsonify, render_template, request

from Site.guestbook import Guestbook

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.function_name(name="Health")
@app.route(route="health", methods=["GET"])
def health(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("up")


@app.function_name(name="Heartbeat")
@app.timer_trigger(arg_name="timer", schedule="0 */10 * * * *")
def heartbeat(timer: func.TimerRequest) -> None:
    logging.info("still here")


site_app = Flask(__name__, root_path=os.path.join(os.path.dirname(__file__), "Site"))
book = Guestbook()


@site_app.route("/api/site/hello/<name>")
def hello(name):
    return f"Hello {name}"


@site_app.route("/api/site/entries", methods=["GET", "POST"])
def entries():
    if request.method == "POST":
        book.add(request.get_json()["text"])
        return jsonify(count=len(book)), 201
    return jsonify(list(book))


@site_app.route("/api/site/page")
def page():
    return render_template("page.html", title="Guests", entries=book)


@site_app.route("/api/site/broken")
def broken():
    raise RuntimeError("broken on purpose")


@app.function_name(name="Site")
@app.route(route="site/{*path}", methods=["GET", "POST"])
def site(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    """Hand everything below /api/site over to Flask."""
    return func.WsgiMiddleware(site_app.wsgi_app).handle(req, context)
