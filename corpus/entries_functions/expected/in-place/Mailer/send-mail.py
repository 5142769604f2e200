import email.message
import json
import logging

import azure.functions as func


def compose(data: dict) -> email.message.EmailMessage:
    message = email.message.EmailMessage()
    message["To"] = data["to"]
    message["Subject"] = data.get("subject", "(no subject)")
    message.set_content(data["text"])
    return message


def main(mail: func.QueueMessage) -> None:
    message = compose(json.loads(mail.get_body()))
    logging.info("mail for %s, %d bytes", message["To"], len(bytes(message)))
