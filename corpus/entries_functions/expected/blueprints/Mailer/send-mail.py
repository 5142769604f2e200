import email.message
import json
import logging

import azure.functions as func

bp = func.Blueprint()


def compose(data: dict) -> email.message.EmailMessage:
    message = email.message.EmailMessage()
    message["To"] = data["to"]
    message["Subject"] = data.get("subject", "(no subject)")
    message.set_content(data["text"])
    return message


@bp.function_name(name="Mailer")
@bp.queue_trigger(arg_name="mail", queue_name="mails", connection="AzureWebJobsStorage")
def mailer(mail: func.QueueMessage) -> None:
    message = compose(json.loads(mail.get_body()))
    logging.info("mail for %s, %d bytes", message["To"], len(bytes(message)))
