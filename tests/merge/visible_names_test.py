"""What functions and classes are called stays where something may see it."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from apps import kept, migrated

from pystein_migrate.model.options import Options

OTHER = """
class Thing:
    size = 3


def step(value):
    return value + 1


def main(msg):
    return step(Thing.size)
"""
SHARED = {
    "shared/__init__.py": "from .timing import timed\n",
    "shared/timing.py": """
        import functools


        def timed(function):
            @functools.wraps(function)
            def wrapper(msg):
                print(function.__name__)
                return function(msg)

            return wrapper


        def counted(function):
            calls = []

            @functools.wraps(function)
            def wrapper(msg):
                calls.append(msg)
                return function(msg)

            return wrapper


        def retried(times):
            def decorate(function):
                def wrapper(msg):
                    for _ in range(times):
                        function(msg)
                return wrapper
            return decorate


        def named(function):
            return describe(function)


        def describe(anything):
            return {"name": str(anything)}
        """,
    "shared/callers.py": """
        import inspect


        def caller():
            return inspect.stack()[1].function
        """,
}


def function_app(script: str, other: str = OTHER, **files: str) -> str:
    """The generated script of an app whose Alpha is ``script``."""
    return migrated({"Alpha/__init__.py": script, "Beta/__init__.py": other, **SHARED, **files})["function_app.py"]


def kept_there(script: str, other: str = OTHER) -> dict[str, str]:
    return kept({"Alpha/__init__.py": script, "Beta/__init__.py": other, **SHARED})


SHOWN = [
    pytest.param("class Thing:\n    pass\n\n\ndef main(msg):\n    return Thing.__name__\n", id="its name"),
    pytest.param("class Thing:\n    pass\n\n\ndef main(msg):\n    return repr(Thing())\n", id="its text"),
    pytest.param("class Thing:\n    pass\n\n\ndef main(msg):\n    print(f'{Thing()}')\n", id="its text in another"),
    pytest.param("class Thing(Exception):\n    pass\n\n\ndef main(msg):\n    raise Thing(msg)\n", id="an exception"),
    pytest.param("class Thing:\n    __x = 1\n\n\ndef main(msg):\n    return Thing._Thing__x\n", id="a private name"),
    pytest.param(
        "class Thing:\n    def __init__(self):\n        self.__x = 1\n\n\ndef main(msg):\n    return Thing().__dict__\n",
        id="a private name in its dict",
    ),
    pytest.param(
        "class Thing:\n    def show(self):\n        return type(self).__name__\n\n\ndef main(msg):\n    Thing().show()\n",
        id="its own type",
    ),
    pytest.param(
        "from dataclasses import dataclass\n\n\n@dataclass\nclass Thing:\n    x: int\n\n\n"
        "def main(msg):\n    return Thing(1).x\n",
        id="a data class",
    ),
    pytest.param(
        "class Thing:\n    @classmethod\n    def make(cls):\n        return cls()\n\n\n"
        "def main(msg):\n    return Thing.make()\n",
        id="made by its own method",
    ),
    pytest.param(
        "import json\n\n\nclass Thing:\n    pass\n\n\ndef make():\n    return Thing()\n\n\n"
        "def main(msg):\n    thing = make()\n    return json.dumps(thing, default=vars_of)\n\n\n"
        "def vars_of(x):\n    return x.a\n",
        id="handed on",
    ),
]
SHOWN += [
    pytest.param(
        "class Thing:\n    pass\n\n\ndef get(x: 'Thing'):\n    return x\n\n\n"
        "def main(msg):\n    return str(get.__annotations__)\n",
        id="an annotation that is read",
    ),
]
SHOWN += [
    pytest.param(
        "class Thing:\n    def __init__(self, size):\n        self.size = size\n\n\n"
        "def main(msg):\n    return Thing(**msg.get_json()).size\n",
        id="what Python says of arguments",
    ),
    pytest.param(
        "class Thing:\n    def grow(self, by):\n        return by\n\n\ndef main(msg):\n    return Thing().grow(*msg)\n",
        id="what Python says of a method's arguments",
    ),
    pytest.param(
        "class Thing:\n    size = 1\n\n\ndef main(msg):\n    thing = Thing()\n    return thing.weight\n",
        id="what Python says of an attribute",
    ),
    pytest.param(
        "class Thing:\n    size = 1\n\n\ndef main(msg):\n    return Thing.weight\n",
        id="what Python says of the class's attribute",
    ),
]
HIDDEN = [
    pytest.param("class Thing:\n    pass\n\n\ndef main(msg):\n    thing = Thing()\n    thing.x = 1\n", id="attributes"),
    pytest.param(
        "class Thing:\n    def __repr__(self):\n        return 'thing'\n\n\ndef main(msg):\n    return repr(Thing())\n",
        id="a text of its own",
    ),
    pytest.param(
        "class Thing:\n    size = 1\n\n    def __enter__(self):\n        return self\n\n    def __exit__(self, *_):\n        pass\n\n\n"
        "def main(msg):\n    with Thing() as thing:\n        return thing.size\n",
        id="a context",
    ),
    pytest.param(
        "class Thing:\n    size = 1\n\n\ncache = {}\n\n\ndef get(key):\n    if key not in cache:\n"
        "        cache[key] = Thing()\n    return cache[key]\n\n\ndef main(msg):\n    return get(msg).size\n",
        id="a cache",
    ),
    pytest.param("class Thing:\n    pass\n\n\ndef main(msg):\n    return isinstance(msg, Thing)\n", id="a check"),
    pytest.param(
        "class Thing:\n    def __init__(self, size, *, unit='m', **more):\n        self.size = size\n\n"
        "    def grow(self, by=1):\n        self.size += by\n\n\n"
        "def main(msg):\n    thing = Thing(1, depth=2)\n    thing.grow(by=2)\n    return thing.size\n",
        id="arguments that fit",
    ),
    pytest.param(
        "class Thing:\n    def __getattr__(self, name):\n        return name\n\n\ndef main(msg):\n    return Thing().any\n",
        id="attributes that it makes up",
    ),
]


@pytest.mark.parametrize("script", SHOWN)
def test_a_class_that_something_may_see_keeps_its_name(script: str) -> None:
    text = function_app(script)
    assert "class Thing" in text
    assert "class BetaThing:" in text


@pytest.mark.parametrize("script", SHOWN)
def test_where_two_classes_may_be_seen_the_second_script_stays(script: str) -> None:
    assert kept_there(script, OTHER.replace("Thing.size", "repr(Thing)")) == {"Beta": "visible-name"}


@pytest.mark.parametrize("script", HIDDEN)
def test_a_class_that_nothing_sees_gets_another_name(script: str) -> None:
    text = function_app(script, OTHER.replace("Thing.size", "repr(Thing)"))
    assert "class AlphaThing:" in text
    assert "class Thing:" in text


@pytest.mark.parametrize(
    "use",
    [
        "step.__name__",
        "[each.__name__ for each in (step, len)]",
        "{'a': step}",
        "register(step)",
        "unknown.register(step)",
        "step",
        "step(*msg)",
        "step(**msg)",
        "step()",
        "step(1, 2)",
        "step(1, other=2)",
    ],
)
def test_a_helper_that_is_looked_at_keeps_its_name(use: str) -> None:
    script = f"def step(value):\n    return value\n\n\ndef register(f):\n    print(f)\n\n\ndef main(msg):\n    return {use}\n"
    text = function_app(script)
    assert "\ndef step(value):\n    return value\n" in text
    assert "\ndef beta_step(value):\n" in text


@pytest.mark.parametrize(
    "use",
    [
        "step(msg)",
        "list(map(step, [msg]))",
        "sorted([msg], key=step)",
        "unknown.submit(step, msg)",
        "{'a': step}['a'](msg)",
        "table[msg](1)",
        "[each(msg) for each in steps]",
        "apply(step, msg)",
        "functools.partial(step, msg)",
        "f'{step(msg)}'",
        "step(value=msg)",
    ],
)
def test_a_helper_that_is_only_called_gets_another_name(use: str) -> None:
    script = f"""
        import functools


        def step(value):
            return value


        def apply(function, *values):
            return function(*values)


        table = {{"a": step}}
        steps = [step]


        def main(msg):
            return {use}
        """
    text = function_app(script, OTHER.replace("return step(", "print(step); return step("))
    assert "\ndef alpha_step(value):\n    return value\n" in text


@pytest.mark.parametrize("decorator", ["timed", "named", "retried(describe)"])
def test_an_entry_whose_decorator_may_read_its_name_stays(decorator: str) -> None:
    script = f"from shared.timing import describe, named, retried\nfrom shared import timed\n\n\n@{decorator}\ndef main(msg):\n    return msg\n"
    expected = {} if decorator == "retried(describe)" else {"Alpha": "decorator-reads-name"}
    assert kept_there(script) == expected


@pytest.mark.parametrize("decorator", ["counted", "retried(3)", "functools.lru_cache(maxsize=None)", "again"])
def test_an_entry_whose_decorator_only_calls_it_is_merged(decorator: str) -> None:
    script = f"""
        import functools

        from shared.timing import counted, retried

        again = retried(2)


        @{decorator}
        def main(msg):
            return msg
        """
    assert kept_there(script) == {}


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("import inspect\n\n\ndef main(msg):\n    return inspect.currentframe().f_code.co_name\n", "dynamic-names"),
        ("from sys import _getframe\n\n\ndef main(msg):\n    return _getframe().f_globals['X']\n", "dynamic-names"),
        ("from shared.callers import caller\n\n\ndef main(msg):\n    return caller()\n", "dynamic-names"),
        ("X = 1\n\n\ndef main(msg):\n    return main.__globals__['X']\n", "dynamic-names"),
        ("from loguru import logger\n\nF = '{function} {message}'\n\n\ndef main(msg):\n    return F\n", "visible-name"),
        ("import structlog\n\nF = structlog.Field.FUNC_NAME\n\n\ndef main(msg):\n    return F\n", "visible-name"),
        ("import logging\n\nF = '%(funcName)s'\n\n\ndef main(msg):\n    logging.info(msg)\n", "visible-name"),
        (
            "import logging\n\nF = '%(filename)s:%(lineno)d'\n\n\ndef main(msg):\n    logging.info(msg)\n",
            "visible-name",
        ),
        ("import logging\n\nF = '{module} {message}'\n\n\ndef main(msg):\n    logging.info(msg)\n", "visible-name"),
        ("def main(msg):\n    return [record.module for record in msg]\n", "visible-name"),
        ("X = 1\n\n\ndef main(msg):\n    return eval('X', None)\n", "dynamic-names"),
        ("X = 1\n\n\ndef main(msg):\n    exec('print(X)')\n", "dynamic-names"),
        ("import builtins\n\n\ndef main(msg):\n    return builtins.globals()\n", "dynamic-names"),
        ("import builtins as b\n\n\ndef main(msg):\n    return getattr(b, 'eval')(msg)\n", "dynamic-names"),
        ("def main(msg):\n    return __builtins__\n", "dynamic-names"),
        ("NAMES = dir()\n\n\ndef main(msg):\n    return NAMES\n", "dynamic-names"),
        ("x: int = 1\n\n\ndef main(msg):\n    return __annotations__\n", "dynamic-names"),
        ("from sys import modules\n\n\ndef main(msg):\n    return modules\n", "dynamic-names"),
    ],
)
def test_a_script_that_looks_names_up_stays(script: str, reason: str) -> None:
    assert kept_there(script) == {"Alpha": reason}


@pytest.mark.parametrize("shown", ["main.__name__", "print(main)"])
def test_an_entry_that_shows_what_it_is_called_keeps_its_name(shown: str) -> None:
    script = f"def main(msg):\n    return {shown}\n"
    assert kept_there(script) == {}
    both = {"Alpha/__init__.py": script, "Beta/__init__.py": script}
    assert list(kept(both).values()) == ["visible-name"]
    text = migrated(both)["function_app.py"]
    assert re.findall(r"def (\w+)\(", text) == ["main", "alpha", "beta"]


@pytest.mark.parametrize("call", ["eval('x', {'x': msg})", "exec(msg, names)", "eval(msg, names, {})"])
def test_code_that_is_handed_its_names_needs_none_of_the_module(call: str) -> None:
    assert kept_there(f"names = {{}}\n\n\ndef main(msg):\n    return {call}\n") == {}


@pytest.mark.parametrize("text", ["'{filename} is missing'", "'${module}'", "f'{msg}{filename}'", "msg.filename"])
def test_what_is_no_log_format_may_speak_of_files(text: str) -> None:
    assert kept_there(f"filename = 'x'\n\n\ndef main(msg):\n    return {text}\n") == {}


@pytest.mark.parametrize(
    "text",
    [
        "logging.config.fileConfig('logging.ini')",
        "logging.basicConfig(format='%(funcName)s', force=True)",
    ],
)
def test_a_configuration_of_all_logs_with_function_names_keeps_all(text: str) -> None:
    files = {
        "Alpha/__init__.py": f"import logging.config\n\n{text}\n\n\ndef main(msg):\n    return msg\n",
        "Beta/__init__.py": OTHER,
        **({"logging.ini": "[formatter_plain]\nformat=%(funcName)s %(message)s\n"} if "ini" in text else {}),
    }
    assert kept(files) == {"Alpha": "visible-name", "Beta": "visible-name"}


def test_a_format_for_the_whole_process_shows_the_names_of_all() -> None:
    setup = """
        import logging

        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(funcName)s %(message)s"))
        logging.getLogger().addHandler(handler)


        def main(msg):
            return msg
        """
    reasons = kept({"Alpha/__init__.py": setup, "Beta/__init__.py": OTHER})
    assert reasons == {"Alpha": "visible-name", "Beta": "visible-name"}


@pytest.mark.parametrize(
    "use",
    [
        "msg.query('amount > @LIMIT')",
        "msg.query(f'amount > @LIMIT and name == {msg!r}')",
        "msg.eval('amount + LIMIT')",
        "Page['LIMIT']",
        "NamedTuple('Pair', [('one', 'LIMIT')])",
    ],
)
def test_a_name_that_a_text_means_is_not_changed(use: str) -> None:
    script = f"LIMIT = 1\n\n\ndef main(msg):\n    return {use}\n"
    text = function_app(script, "LIMIT = 2\n\n\ndef main(msg):\n    return LIMIT\n")
    assert "\nLIMIT = 1\n" in text
    assert "\nBETA_LIMIT = 2\n" in text


def test_a_class_in_an_entry_that_shows_its_place_keeps_the_entry() -> None:
    script = dedent("""\
        from dataclasses import dataclass


        def main(msg):
            @dataclass
            class Pair:
                one: int

            return repr(Pair(1))
        """)
    assert kept_there(script) == {"Alpha": "visible-name"}


def test_names_may_be_seen_in_other_layouts() -> None:
    files = {"Alpha/__init__.py": SHOWN[1].values[0], "Beta/__init__.py": OTHER}
    assert kept(files, Options(layout="blueprints")) == {}
