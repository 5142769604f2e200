"""Decorators for HTTP functions."""
import functools
import hmac
import os
import sqlite3
import time

import azure.functions as func


def require_token(handler):
    """Refuse callers who do not know the token."""

    @functools.wraps(handler)
    def guarded(req: func.HttpRequest) -> func.HttpResponse:
        given = req.headers.get("X-Token", "")
        if not hmac.compare_digest(given, os.environ["API_TOKEN"]):
            return func.HttpResponse("who are you?", status_code=401)
        return handler(req)

    return guarded


def cache_for(seconds: int):
    def decorate(handler):
        kept = {}

        @functools.wraps(handler)
        def cached(req):
            key = req.url
            if key in kept and time.monotonic() - kept[key][0] < seconds:
                return kept[key][1]
            answer = handler(req)
            kept[key] = (time.monotonic(), answer)
            return answer

        return cached

    return decorate


def with_database(handler):
    """Open a database for the handler; the host only sees ``req``."""

    def opened(req: func.HttpRequest) -> func.HttpResponse:
        connection = sqlite3.connect(":memory:")
        try:
            return handler(req, connection)
        finally:
            connection.close()

    return opened
