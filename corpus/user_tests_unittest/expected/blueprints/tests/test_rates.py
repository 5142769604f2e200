import io
import os
import unittest
from unittest import mock

import azure.functions as func

import Rates as rates_function


class RatesTest(unittest.TestCase):
    def request(self):
        return func.HttpRequest(method="GET", url="/api/rates", body=None)

    @mock.patch.dict(os.environ, {"RATES_URL": "http://rates.invalid/latest"})
    def test_sorted(self):
        with mock.patch("Rates.urllib.request.urlopen") as urlopen:
            urlopen.return_value = io.BytesIO(b'{"SEK": 11.4, "CHF": 0.96}')
            response = rates_function.main(self.request())
        urlopen.assert_called_once_with("http://rates.invalid/latest", timeout=5)
        self.assertEqual(response.get_body(), b'{"CHF": 0.96, "SEK": 11.4}')

    @mock.patch("Rates.load", side_effect=OSError("down"))
    def test_down(self, _load):
        with self.assertLogs(rates_function.logger, "ERROR"):
            response = rates_function.main(self.request())
        self.assertEqual(response.status_code, 503)


if __name__ == "__main__":
    unittest.main()
