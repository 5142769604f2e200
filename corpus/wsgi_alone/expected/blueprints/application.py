"""A WSGI application (PEP 3333) that lists its own routes."""
from wsgiref.util import shift_path_info


def index(environ, rest):
    return "200 OK", "routes: /, /echo/..., /method"


def echo(environ, rest):
    return "200 OK", rest


def method(environ, rest):
    return "200 OK", environ["REQUEST_METHOD"]


ROUTES = {"": index, "echo": echo, "method": method}


def application(environ, start_response):
    head = shift_path_info(environ) or ""
    view = ROUTES.get(head)
    status, text = view(environ, environ.get("PATH_INFO", "").strip("/")) if view else ("404 Not Found", "?")
    body = text.encode("utf-8")
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]
