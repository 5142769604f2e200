import logging

import azure.functions as func


def main(triggerDocs: func.DocumentList, inDocs: func.DocumentList, outDoc: func.Out[func.Document]) -> None:
    if not triggerDocs:
        return

    bill = triggerDocs[0]
    if inDocs:
        logging.info("first rate on record: %s", inDocs[0]["text"])
    bill["state"] = "updated"
    outDoc.set(bill)
