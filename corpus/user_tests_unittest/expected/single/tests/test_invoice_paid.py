import datetime
import json
import unittest
from unittest import mock

import azure.functions as func

from function_app import invoice_paid as main


class InvoicePaidTest(unittest.TestCase):
    def setUp(self):
        patcher = mock.patch("function_app.now", return_value=datetime.datetime(2022, 7, 19, 22, 58))
        patcher.start()
        self.addCleanup(patcher.stop)
        self.msg = func.QueueMessage(id="7", body=json.dumps({"id": "I-1"}).encode())

    @mock.patch("function_app.next_number")
    def test_receipt(self, next_number):
        next_number.return_value = 12
        receipt = mock.Mock()
        with self.assertLogs("invoices", "INFO") as logs:
            main(self.msg, receipt)

        receipt.set.assert_called_once_with('{"number": 12, "invoice": "I-1", "paid": "2022-07-19T22:58:00"}')
        self.assertEqual(logs.output, ["INFO:invoices:receipt 12 for invoice I-1"])

    def test_not_json(self):
        with self.assertRaises(ValueError):
            main(func.QueueMessage(id="8", body=b"{"), mock.Mock())


if __name__ == "__main__":
    unittest.main()
