import azure.functions as func
import pytest


@pytest.fixture
def get():
    def build(url="/api", route_params=None, **params):
        return func.HttpRequest(method="GET", url=url, params=params, route_params=route_params or {}, body=b"")

    return build


class Out:
    """What the worker passes for an output binding."""

    def __init__(self):
        self.value = None

    def set(self, value):
        self.value = value

    def get(self):
        return self.value


@pytest.fixture
def out():
    return Out()
