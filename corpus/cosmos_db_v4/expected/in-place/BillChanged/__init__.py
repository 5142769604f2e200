import logging
from decimal import Decimal

import azure.functions as func


def main(bills: func.DocumentList, rates: func.DocumentList, summary: func.Out[func.DocumentList]) -> None:
    rate = Decimal(str(rates[0]["vat"])) if rates else Decimal(0)
    documents = func.DocumentList()
    for bill in bills:
        net = Decimal(str(bill["net"]))
        documents.append(func.Document.from_dict({"id": bill["id"], "gross": str(net + net * rate)}))

    summary.set(documents)
    logging.info("%d bills summed up", len(documents))
