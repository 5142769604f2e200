"""Answers that all HTTP functions give in the same form."""
import json

import azure.functions as func

JSON = "application/json"


def ok(data) -> func.HttpResponse:
    return func.HttpResponse(json.dumps(data, default=str), mimetype=JSON)


def problem(status: int, title: str) -> func.HttpResponse:
    body = json.dumps({"status": status, "title": title})
    return func.HttpResponse(body, status_code=status, mimetype="application/problem+json")
