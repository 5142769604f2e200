"""Colliding names are renamed wherever they are meant, and nowhere else."""

from __future__ import annotations

from textwrap import dedent

import pytest
from apps import kept, migrated, migration

OTHER = "LIMIT = 'other'\nThing = 'other'\n\n\ndef main(msg):\n    return LIMIT + Thing\n"


def section(script: str) -> str:
    """What becomes of ``script`` beside another one that has a LIMIT and a Thing as well."""
    text = migrated({"Alpha/__init__.py": script, "Beta/__init__.py": OTHER})["function_app.py"]
    return text.partition("app = func.FunctionApp()\n")[2].partition("BETA_LIMIT = 'other'")[0].strip()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("return LIMIT", "return ALPHA_LIMIT"),
        ("return [LIMIT for x in msg]", "return [ALPHA_LIMIT for x in msg]"),
        ("return [LIMIT for LIMIT in msg]", "return [LIMIT for LIMIT in msg]"),
        ("return [0 for msg[LIMIT] in msg]", "return [0 for msg[ALPHA_LIMIT] in msg]"),
        ("return (lambda LIMIT: LIMIT)(LIMIT)", "return (lambda LIMIT: LIMIT)(ALPHA_LIMIT)"),
        ("return (lambda x=LIMIT: x)()", "return (lambda x=ALPHA_LIMIT: x)()"),
        ("return dict(LIMIT=LIMIT)", "return dict(LIMIT=ALPHA_LIMIT)"),
        ("return msg.LIMIT", "return msg.LIMIT"),
        ("LIMIT = 2; return LIMIT", "LIMIT = 2; return LIMIT"),
        ("(LIMIT := 2); return LIMIT", "(LIMIT := 2); return LIMIT"),
        ("return f'{LIMIT}'", "return f'{ALPHA_LIMIT}'"),
        ("return f'{LIMIT!r:>{LIMIT}}'", "return f'{ALPHA_LIMIT!r:>{ALPHA_LIMIT}}'"),
        ("return f'LIMIT {{LIMIT}} {msg.LIMIT}'", "return f'LIMIT {{LIMIT}} {msg.LIMIT}'"),
        ("""return f'{f"{LIMIT}"}' 'LIMIT'""", """return f'{f"{ALPHA_LIMIT}"}' 'LIMIT'"""),
        ("return 'LIMIT'", "return 'LIMIT'"),
        ("return LIMIT  # LIMIT", "return ALPHA_LIMIT  # LIMIT"),
        ("x: 'LIMIT' = LIMIT; return x", "x: 'ALPHA_LIMIT' = ALPHA_LIMIT; return x"),
        ("global LIMIT; LIMIT = 2", "global ALPHA_LIMIT; ALPHA_LIMIT = 2"),
        ("del msg[LIMIT]", "del msg[ALPHA_LIMIT]"),
        ("from shared.a import LIMIT; return LIMIT", "from shared.a import LIMIT; return LIMIT"),
        ("import shared.a as LIMIT; return LIMIT", "import shared.a as LIMIT; return LIMIT"),
    ],
)
def test_a_constant_is_renamed_where_a_function_means_it(before: str, after: str) -> None:
    text = section(f"LIMIT = 1\n\n\ndef main(msg):\n    {before}\n")
    assert text.startswith("ALPHA_LIMIT = 1\n")
    assert text.endswith(f"def alpha(msg):\n    {after}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "class A:\n    LIMIT = 2\n    double = [LIMIT for _ in range(2)]",
            "class A:\n    LIMIT = 2\n    double = [ALPHA_LIMIT for _ in range(2)]",
        ),
        (
            "class A:\n    LIMIT = 2\n    double = [x for x in (LIMIT,)]",
            "class A:\n    LIMIT = 2\n    double = [x for x in (LIMIT,)]",
        ),
        (
            "class A:\n    LIMIT = 2\n\n    def get(self):\n        return LIMIT",
            "class A:\n    LIMIT = 2\n\n    def get(self):\n        return ALPHA_LIMIT",
        ),
        (
            "class A:\n    LIMIT = 2\n    most = LIMIT",
            "class A:\n    LIMIT = 2\n    most = LIMIT",
        ),
        (
            "try:\n    pass\nexcept ValueError as LIMIT:\n    print(LIMIT)",
            "try:\n    pass\nexcept ValueError as ALPHA_LIMIT:\n    print(ALPHA_LIMIT)",
        ),
        (
            "match 1:\n    case {'k': LIMIT, **rest} if LIMIT:\n        pass",
            "match 1:\n    case {'k': ALPHA_LIMIT, **rest} if ALPHA_LIMIT:\n        pass",
        ),
        (
            "match 1:\n    case {Thing.key: 1, **LIMIT}:\n        pass",
            "match 1:\n    case {AlphaThing.key: 1, **ALPHA_LIMIT}:\n        pass",
        ),
        (
            "match 1:\n    case [*LIMIT] | Thing(x=LIMIT):\n        pass",
            "match 1:\n    case [*ALPHA_LIMIT] | AlphaThing(x=ALPHA_LIMIT):\n        pass",
        ),
        (
            "LIMIT, *rest = 1, 2",
            "ALPHA_LIMIT, *rest = 1, 2",
        ),
        (
            "def outer():\n    LIMIT = 1\n\n    def inner():\n        nonlocal LIMIT\n        LIMIT += 1\n\n    return inner",
            "def outer():\n    LIMIT = 1\n\n    def inner():\n        nonlocal LIMIT\n        LIMIT += 1\n\n    return inner",
        ),
        (
            "def outer():\n    global LIMIT\n\n    def inner():\n        return LIMIT\n\n    return inner",
            "def outer():\n    global ALPHA_LIMIT\n\n    def inner():\n        return ALPHA_LIMIT\n\n    return inner",
        ),
        (
            "def helper(x: Thing, *LIMIT: LIMIT) -> 'list[Thing]':\n    return LIMIT",
            "def helper(x: AlphaThing, *LIMIT: ALPHA_LIMIT) -> 'list[AlphaThing]':\n    return LIMIT",
        ),
        (
            "from typing import Literal\nx: Literal['Thing'] = 'Thing'",
            "x: Literal['Thing'] = 'Thing'",
        ),
        (
            "from typing import Optional, TypeVar, cast\nT = TypeVar('T', bound='Thing')\nx = cast('Thing', 'Thing')\nA = Optional['Thing']",
            "T = TypeVar('T', bound='AlphaThing')\nx = cast('AlphaThing', 'Thing')\nA = Optional['AlphaThing']",
        ),
    ],
)
def test_names_are_renamed_by_pythons_scope_rules(before: str, after: str) -> None:
    text = section(f"class Thing:\n    key = 1\n\n\nLIMIT = 1\n{before}\n\n\ndef main(msg):\n    return 1\n")
    assert text.startswith(f"class AlphaThing:\n    key = 1\n\n\nALPHA_LIMIT = 1\n{after}\n")


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("def main(msg):\n    return f'{LIMIT=}'\n", id="an f-string that prints the name"),
        pytest.param("def main(msg):\n    return globals()['LIMIT']\n", id="dynamic access"),
        pytest.param(
            "class A:\n    if LIMIT:\n        LIMIT = LIMIT\n\n\ndef main(msg):\n    return A\n", id="two things"
        ),
    ],
)
def test_a_script_stays_in_place_where_renaming_could_be_seen(script: str) -> None:
    reasons = kept({"Alpha/__init__.py": f"LIMIT = 1\n{script}", "Beta/__init__.py": OTHER})
    assert list(reasons) == ["Alpha"]


@pytest.mark.parametrize(
    "shadow",
    [
        "try:\n    input = raw_input\nexcept NameError:\n    pass",
        "if msg_size:\n    input = None",
        "input = len(input.__name__)",
        "input = 1\ndel input",
    ],
)
def test_a_name_that_is_a_builtin_for_a_while_is_not_renamed(shadow: str) -> None:
    script = f"msg_size = 0\n{shadow}\n\n\ndef main(msg):\n    return input\n"
    other = "input = 'beta'\n\n\ndef main(msg):\n    return input\n"
    assert "Alpha" in kept({"Alpha/__init__.py": script, "Beta/__init__.py": other})


def test_a_name_that_replaces_a_builtin_leaves_the_builtin_to_other_scripts() -> None:
    script = "def open(path):\n    return path\n\n\ndef main(msg):\n    return open(msg)\n"
    other = "def main(msg):\n    return open(msg)\n"
    text = migrated({"Alpha/__init__.py": script, "Beta/__init__.py": other})["function_app.py"]
    assert "def alpha_open(path):" in text
    assert "def alpha(msg):\n    return alpha_open(msg)\n" in text
    assert "def beta(msg):\n    return open(msg)\n" in text


def test_what_a_class_body_may_read_from_the_module_is_not_given_to_it_by_another_script() -> None:
    script = dedent("""\
        class Options:
            try:
                retries = retries
            except NameError:
                retries = 3


        def main(msg):
            return Options.retries
        """)
    other = "retries = 9\n\n\ndef main(msg):\n    return retries\n"
    text = migrated({"Alpha/__init__.py": script, "Beta/__init__.py": other})["function_app.py"]
    assert "beta_retries = 9" in text


def test_a_script_that_lacks_a_name_does_not_get_it_from_the_generated_code() -> None:
    script = "def main(msg):\n    try:\n        return app\n    except NameError:\n        return None\n"
    assert kept({"Alpha/__init__.py": script}) == {"Alpha": "name-collision"}


def test_names_of_generated_code_are_renamed_in_the_scripts() -> None:
    script = "func = 1\napp = 2\nwith open('x') as app:\n    pass\n\n\ndef main(msg):\n    return func + app\n"
    text = migrated({"Alpha/__init__.py": script})["function_app.py"]
    assert "alpha_func = 1\nalpha_app = 2\nwith open('x') as alpha_app:" in text
    assert "return alpha_func + alpha_app" in text


def test_two_scripts_may_each_have_a_version() -> None:
    one = "__version__ = '1'\n\n\ndef main(msg):\n    return __version__\n"
    text = migrated({"Alpha/__init__.py": one, "Beta/__init__.py": one.replace("1", "2")})["function_app.py"]
    assert "_alpha_version = '1'" in text
    assert "return _beta_version" in text


def test_a_name_that_a_class_may_mean_by_a_private_one_is_not_renamed() -> None:
    key = "class Key:\n    def text(self):\n        return __text\n"
    script = f"_Key__text = {{}}\n\n\n{key}\n\ndef main(msg):\n    return Key().text()\n"
    reasons = kept({"Alpha/__init__.py": script.format(1), "Beta/__init__.py": script.format(2)})
    assert reasons == {"Alpha": "name-collision"}


def test_every_new_name_is_told_and_a_class_with_a_warning() -> None:
    script = (
        "class Order:\n    limit = {0}\n\n\nLIMIT = {0}\n\n\ndef main(msg):\n    return str(Order().limit + LIMIT)\n"
    )
    result = migration(
        {
            "requirements.txt": "azure-functions",
            **{f"{name}/__init__.py": script.format(number) for number, name in enumerate(("GetIt", "SetIt"))},
        }
    )
    told = [(note.code, note.severity, note.path, note.position.line, note.message) for note in result.notes]
    for name, prefix in (("GetIt", "GET_IT"), ("SetIt", "SET_IT")):
        message = f"called otherwise in function_app.py: Order → {name}Order, LIMIT → {prefix}_LIMIT"
        assert ("renamed-names", "info", f"{name}/__init__.py", 1, message) in told
        message = f"class Order is called {name}Order now, which logs, telemetry and repr() show"
        assert ("renamed-class", "warning", f"{name}/__init__.py", 1, message) in told
    assert len(told) == 4


def test_nothing_is_told_where_nothing_is_renamed() -> None:
    assert not migration(
        {
            "requirements.txt": "azure-functions",
            "GetIt/__init__.py": "LIMIT = 1\n\n\ndef main(msg):\n    return LIMIT\n",
        }
    ).notes
