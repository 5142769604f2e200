"""Web frameworks, by the callables that make their application objects, and apps that host them."""

from __future__ import annotations

from pystein_migrate.decorators.app import Register
from pystein_migrate.decorators.static_values import Created

from .project import Project

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


def is_web_app(value: object) -> bool:
    """Whether a value is the application object of a web framework."""
    return isinstance(value, Created) and value.callee in WEB_FRAMEWORKS


def web_app(project: Project) -> Register | None:
    """The app object if it hosts a WSGI or ASGI application."""
    app = project.decorated.app
    return app if app and app.hosts_web_app else None
