import datetime
from unittest import mock

import Hello
from Hello import GREETING, main
from Hello import main as hello


def test_greets(get):
    assert main(get(name="Ada")).get_body().startswith(f"{GREETING} Ada".encode())


def test_wants_a_name(get):
    response = hello(get())
    assert response.status_code == 400


@mock.patch("Hello.today", return_value=datetime.date(2022, 7, 19))
def test_knows_the_day(today, get):
    assert Hello.main(get(name="Ada")).get_body() == b"Hello Ada, it is Tuesday"
    today.assert_called_once_with()


def test_greets_in_other_words(get, monkeypatch):
    monkeypatch.setattr(Hello, "GREETING", "Hi")
    assert Hello.main(get(name="Ada")).get_body().startswith(b"Hi Ada")
