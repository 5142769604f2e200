import logging
import urllib.request

import azure.functions as func

PARTNER = "http://partner.invalid/export"


class PartnerDown(Exception):
    """The partner did not answer; the policy in function.json tries again."""


def fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.read()
    except OSError as error:
        raise PartnerDown(url) from error


def main(timer: func.TimerRequest, context: func.Context) -> None:
    attempt = context.retry_context.retry_count if context.retry_context else 0
    logging.info("attempt %d, %d bytes", attempt, len(fetch(PARTNER)))
