from unittest.mock import MagicMock, patch

import pytest
import requests
import Weather
from Weather.units import to_celsius


@pytest.mark.parametrize("fahrenheit, celsius", [(32, 0), (212, 100), (50, 10)])
def test_units(fahrenheit, celsius):
    assert to_celsius(fahrenheit) == celsius


def test_asks_the_service(get):
    answer = MagicMock()
    answer.json.return_value = {"fahrenheit": 50}
    with patch("Weather.requests.get", return_value=answer) as asked:
        response = Weather.main(get(route_params={"city": "Bern"}))
    assert response.get_body() == b'{"city": "Bern", "celsius": 10.0}'
    asked.assert_called_once_with("http://weather.invalid/Bern", timeout=5)


def test_uses_fetch(get):
    with patch.object(Weather, "fetch", return_value={"fahrenheit": 32}):
        assert b'"celsius": 0.0' in Weather.main(get(route_params={"city": "Bern"})).get_body()


def test_service_is_down(get, monkeypatch, caplog):
    def down(city):
        raise requests.ConnectionError(city)

    monkeypatch.setattr("Weather.fetch", down)
    assert Weather.main(get(route_params={"city": "Bern"})).status_code == 502
    assert "no weather for Bern" in caplog.text
