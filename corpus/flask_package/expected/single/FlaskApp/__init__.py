from flask import Flask

app = Flask(__name__)


@app.get("/")
def index():
    return "Try /hello/Ada for parameterized Flask route.\nTry /module for module import guidance"


@app.get("/hello/<name>")
def hello(name: str):
    return f"hello {name}"


@app.get("/module")
def module():
    from .words import greeting

    return greeting()
