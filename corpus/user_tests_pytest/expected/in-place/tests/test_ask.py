import asyncio
import importlib

import pytest


@pytest.fixture
def ask():
    module = importlib.import_module("Ask")
    module.log.clear()
    return module


def test_answers(ask, get):
    response = asyncio.run(ask.main(get(q="why?")))
    assert response.get_body() == b"4"
    assert ask.log == ["why?"]


def test_thinks(monkeypatch, get):
    import Ask

    async def think(question):
        return question.upper()

    monkeypatch.setattr("Ask.think", think)
    assert asyncio.run(Ask.main(get(q="why?"))).get_body() == b"WHY?"
