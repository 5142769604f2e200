import azure.functions as func
from flask import Flask, jsonify, render_template, request

from .guestbook import Guestbook

bp = func.Blueprint()

app = Flask(__name__)
book = Guestbook()


@app.route("/api/site/hello/<name>")
def hello(name):
    return f"Hello {name}"


@app.route("/api/site/entries", methods=["GET", "POST"])
def entries():
    if request.method == "POST":
        book.add(request.get_json()["text"])
        return jsonify(count=len(book)), 201
    return jsonify(list(book))


@app.route("/api/site/page")
def page():
    return render_template("page.html", title="Guests", entries=book)


@app.route("/api/site/broken")
def broken():
    raise RuntimeError("broken on purpose")


@bp.function_name(name="Site")
@bp.route(route="site/{*path}", methods=["GET", "POST"])
def site(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    """Hand everything below /api/site over to Flask."""
    return func.WsgiMiddleware(app.wsgi_app).handle(req, context)
