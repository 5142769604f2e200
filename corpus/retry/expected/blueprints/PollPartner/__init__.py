import logging
import urllib.request

import azure.functions as func

bp = func.Blueprint()

PARTNER = "http://partner.invalid/export"


class PartnerDown(Exception):
    """The partner did not answer; the policy in function.json tries again."""


def fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.read()
    except OSError as error:
        raise PartnerDown(url) from error


@bp.function_name(name="PollPartner")
@bp.timer_trigger(arg_name="timer", schedule="0 */15 * * * *")
@bp.retry(strategy="fixed_delay", max_retry_count=3, delay_interval="00:00:10")
def poll_partner(timer: func.TimerRequest, context: func.Context) -> None:
    attempt = context.retry_context.retry_count if context.retry_context else 0
    logging.info("attempt %d, %d bytes", attempt, len(fetch(PARTNER)))
