import importlib

import azure.functions as func
import pytest

store = importlib.import_module("store-reading")


def message(body):
    return func.QueueMessage(id="1", body=body)


def test_stores(out):
    store.main(message(b'{"device": "a", "celsius": 20}'), out)
    assert out.get() == '{"device": "a", "celsius": 20}'


def test_refuses_heat(out):
    with pytest.raises(store.TooHot):
        store.main(message(b'{"device": "a", "celsius": 120}'), out)
    assert out.get() is None


def test_limit_can_move(out, monkeypatch):
    monkeypatch.setattr(store, "LIMIT", 200)
    store.main(message(b'{"device": "a", "celsius": 120}'), out)
    assert out.get() is not None


def test_check_returns_the_reading():
    assert store.check({"celsius": 1}) == {"celsius": 1}
