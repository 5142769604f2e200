import json

import azure.functions as func


def main(req: func.HttpRequest, answer: func.Out[func.HttpResponse]) -> str:
    ticket = {"subject": req.params.get("subject", "none"), "text": req.get_body().decode("utf-8")}
    answer.set(func.HttpResponse(status_code=202))
    return json.dumps(ticket)
