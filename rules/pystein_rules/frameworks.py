"""Web frameworks, by the callables that make their application objects."""

from __future__ import annotations

WEB_FRAMEWORKS = (
    "flask.Flask",
    "fastapi.FastAPI",
    "fastapi.applications.FastAPI",
    "quart.Quart",
    "starlette.applications.Starlette",
    "django.core.wsgi.get_wsgi_application",
    "django.core.asgi.get_asgi_application",
    "bottle.Bottle",
    "falcon.App",
    "falcon.asgi.App",
    "dash.Dash",
    "sanic.Sanic",
    "litestar.Litestar",
    "connexion.FlaskApp",
)
