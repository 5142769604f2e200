"""Modules that code names in texts are found after the migration, or stay what they were, or the user learns of it."""

from __future__ import annotations

import pytest
from apps import Files, kept, migrated, migration

from pystein_migrate.model.options import Layout, Options

MAIN = "\n\ndef main(msg):\n    return msg\n"
LAYOUTS: tuple[Layout, ...] = ("single", "blueprints", "in-place")
SHARED = {"shared/__init__.py": "", "shared/rates.py": "RATE = 7\n"}
IMPORTING = "import importlib\n\n\ndef load(name):\n    return importlib.import_module({name})\n"


def said(files: Files, code: str, layout: Layout = "single") -> dict[str, str]:
    """The messages of the notes of a kind by their place."""
    result = migration(files, Options(layout=layout))
    found = [*result.notes, *(note for function in result.functions for note in function.notes)]
    return {f"{note.path}:{note.position.line}": note.message for note in found if note.code == code}


# Texts that begin with __app__


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("import_module('__app__.shared.rates')", "import_module('shared.rates')"),
        ('import_module(name="__app__.shared.rates")', 'import_module(name="shared.rates")'),
        ("__import__('__app__.shared.rates')", "__import__('shared.rates')"),
        ("import_module('__app__.shared.' + kind)", "import_module('shared.' + kind)"),
        ("import_module('__app__.shared.%s' % kind)", "import_module('shared.%s' % kind)"),
        ("import_module('__app__.{}.rates'.format(kind))", "import_module('{}.rates'.format(kind))"),
        ("import_module(f'__app__.{kind}.rates')", "import_module(f'{kind}.rates')"),
        ("import_module('.rates', '__app__.shared')", "import_module('shared.rates')"),
        ("import_module('.shared.rates', package='__app__')", "import_module('shared.rates')"),
        (
            "(lambda f: f)(load('__app__.shared.rates'))\n\n\ndef more(n):\n    import_module(kind)",
            "(lambda f: f)(load('shared.rates'))\n\n\ndef more(n):\n    import_module(kind)",
        ),
        ("sys.modules['__app__.shared.rates']", "sys.modules['shared.rates']"),
        ("sys.modules.get('__app__.shared.rates')", "sys.modules.get('shared.rates')"),
        ("{'()': '__app__.shared.log.Plain'}", "{'()': 'shared.log.Plain'}"),
        ("import_module('..rates', __package__)", "import_module('rates')"),
        ("import_module(f'..{kind}', package=__package__)", "import_module(f'{kind}')"),
        ("import_module('..' + kind, __package__)", "import_module(kind)"),
        ("import_module('..steps.' + kind + '.run', __package__)", "import_module('steps.' + kind + '.run')"),
        ("import_module('..steps.%s' % kind, package=__package__)", "import_module('steps.%s' % kind)"),
        ("import_module('..steps.{}'.format(kind), __package__)", "import_module('steps.{}'.format(kind))"),
    ],
)
def test_helpers_name_modules_as_the_decorator_model_does(before: str, after: str, layout: Layout) -> None:
    helper = "import sys\nfrom importlib import import_module\n\n\ndef load(kind):\n    return {}\n"
    app = {**SHARED, "Alpha/__init__.py": f"import shared.deep{MAIN}", "shared/deep.py": helper.format(before)}
    assert migrated(app, Options(layout=layout))["shared/deep.py"] == helper.format(after)
    assert said(app, "legacy-name", layout) == {}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_of_names_that_are_imported_is_followed(layout: Layout) -> None:
    helper = 'STEPS = ["{0}shared.rates", "{0}shared.b"]\nMORE = dict(a="{0}shared.rates")\n'
    helper += "\n\ndef run():\n    for step in sorted(STEPS):\n        importlib.import_module(step)\n"
    app = {**SHARED, "Alpha/__init__.py": f"import steps{MAIN}", "steps.py": helper.format("__app__.")}
    text = migrated(app, Options(layout=layout))["steps.py"]
    assert text.startswith('STEPS = ["shared.rates", "shared.b"]\n')
    assert list(said(app, "legacy-name", layout)) == ["steps.py:2"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_patches_of_modules_that_stay_lose_the_prefix_and_those_of_scripts_are_followed(layout: Layout) -> None:
    test = "patch('__app__.shared.rates.RATE', 1)\npatch.dict('__app__.shared.rates.ALL', a=1)\npatch('__app__.Alpha.main')\n"
    text = migrated({**SHARED, "Alpha/__init__.py": f"x = 1{MAIN}", "tests/test_it.py": test}, Options(layout=layout))[
        "tests/test_it.py"
    ]
    home = "function_app.alpha" if layout == "single" else "Alpha.main"
    assert text == f"patch('shared.rates.RATE', 1)\npatch.dict('shared.rates.ALL', a=1)\npatch('{home}')\n"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "text",
    [
        "len('__app__')",
        "__name__.startswith('__app__.')",
        "{'loggers': {'__app__.shared': {}}}",
        "f'x.__app__.y' and f'__app__.{name}'",
    ],
)
def test_other_texts_are_left_alone_and_said(text: str, layout: Layout) -> None:
    app = {**SHARED, "Alpha/__init__.py": f"import shared.log{MAIN}", "shared/log.py": f"X = {text}\n"}
    assert list(said(app, "legacy-name", layout)) == ["shared/log.py:1"]
    assert "__app__" in migrated(app, Options(layout=layout))["shared/log.py"]


@pytest.mark.parametrize("path", ["logging.yaml", "conf/logging.ini", "pyproject.toml", "host.json"])
def test_settings_that_name_modules_so_are_said(path: str) -> None:
    app = {"Alpha/__init__.py": f"x = 1{MAIN}", path: '{\n"version": "2.0", "a": "__app__.shared.Plain"}\n'}
    assert said(app, "legacy-name") == {f"{path}:2": 'names "__app__.shared.Plain", which only the legacy model has'}


def test_what_the_standard_library_has_as_well_is_left_to_a_person() -> None:
    app = {
        "Alpha/__init__.py": f"import b{MAIN}",
        "json/x.py": "",
        "b.py": "from importlib import import_module\nX = import_module('__app__.json.x')\n",
    }
    assert list(said(app, "legacy-name")) == ["b.py:2"]


# Imports relative to the own package


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("anchor", ["__package__", "package=__package__", "__name__"])
def test_an_import_by_a_relative_name_becomes_absolute(anchor: str, layout: Layout) -> None:
    script = f'import importlib\n\nrates = importlib.import_module("..shared.rates", {anchor}){MAIN}'
    app = {**SHARED, "Alpha/__init__.py": script}
    assert kept(app) == {}
    texts = migrated(app, Options(layout=layout))
    assert 'rates = importlib.import_module("shared.rates")' in texts["function_app.py"] + texts.get(
        "Alpha/__init__.py", ""
    )


def test_an_import_by_a_relative_name_is_seen_under_another_name_of_the_function() -> None:
    script = f'from importlib import import_module as load\n\nrates = load("..shared.rates", __package__){MAIN}'
    assert 'load("shared.rates")' in migrated({**SHARED, "Alpha/__init__.py": script})["function_app.py"]


def test_a_script_that_imports_modules_of_its_folder_by_name_merges() -> None:
    script = (
        f'import importlib\n\n\ndef load(name):\n    return importlib.import_module(f".{{name}}", __package__){MAIN}'
    )
    text = migrated({"Alpha/__init__.py": script, "Alpha/helper.py": ""})["function_app.py"]
    assert 'importlib.import_module(f"Alpha.{name}")' in text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_relative_name_that_is_not_known_is_said(layout: Layout) -> None:
    script = f"import importlib\n\n\ndef load(name):\n    return importlib.import_module(name, __package__){MAIN}"
    assert list(said({"Alpha/__init__.py": script}, "legacy-name", layout)) == ["Alpha/__init__.py:5"]


# Scripts that are loaded by name or path


@pytest.mark.parametrize(
    "own",
    [
        "from . import LIMIT as x",
        "import Alpha",
        "from Alpha import LIMIT",
        "from __app__.Alpha import LIMIT",
        "importlib.import_module('Alpha')",
    ],
)
def test_a_script_that_imports_itself_stays_a_module(own: str) -> None:
    script = f"import importlib\n\nLIMIT = 1\n\n\ndef limit():\n    {own}{MAIN}"
    assert kept({"Alpha/__init__.py": script, "Alpha/helper.py": ""}) == {"Alpha": "imported-elsewhere"}


def test_a_script_may_import_modules_of_its_folder() -> None:
    assert kept({"Alpha/__init__.py": f"from . import helper\nimport Alpha.helper{MAIN}", "Alpha/helper.py": ""}) == {}


@pytest.mark.parametrize(
    ("dispatch", "stay"),
    [
        ("HANDLERS = ['Beta']\n\n\ndef run():\n    for name in HANDLERS:\n        import_module(name)\n", {"Beta"}),
        ("HANDLERS = {'b': 'Beta'}\n\n\ndef run(key):\n    import_module(HANDLERS[key])\n", {"Beta"}),
        ("def run(key):\n    import_module({'b': 'Beta', 'a': 'Alpha'}.get(key))\n", {"Alpha", "Beta"}),
        ("def run(key):\n    import_module('Be' + key)\n", {"Beta"}),
        ("def run(key):\n    import_module(f'handlers.{key}')\n", set()),
        ("def run(key):\n    import_module(''.join(['handlers.', key]), package=None)\n", set()),
        ("def run(key):\n    import_module(key)\n", {"Alpha", "Beta"}),
        ("def run(key):\n    spec_from_file_location('b', os.path.join(os.getcwd(), 'Beta', '__init__.py'))\n", {"Beta"}),
    ],
)  # fmt: skip
def test_a_script_whose_module_a_helper_may_load_stays_one(dispatch: str, stay: set[str]) -> None:
    app = {"Alpha/__init__.py": f"import dispatch{MAIN}", "Beta/__init__.py": f"x = 1{MAIN}", "dispatch.py": dispatch}
    assert kept(app) == dict.fromkeys(stay, "imported-elsewhere")


LOADING = (
    "import os\nfrom pathlib import Path\n\nHERE = Path(__file__).parent.parent\nspec_from_file_location('a', {path})\n"
)


@pytest.mark.parametrize(
    "path",
    [
        "os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'Alpha', '__init__.py')",
        "HERE / 'Alpha' / '__init__.py'",
        "str(HERE.joinpath('Alpha', '__init__.py'))",
        "f'{HERE}/Alpha/__init__.py'",
        "os.path.join(unknown, 'Alpha/__init__.py')",
        "'Alpha/__init__.py'",
    ],
)
def test_a_script_that_a_test_loads_by_its_path_stays(path: str) -> None:
    assert kept({"Alpha/__init__.py": f"x = 1{MAIN}", "tests/test_it.py": LOADING.format(path=path)}) == {
        "Alpha": "imported-elsewhere"
    }


def test_a_test_that_loads_other_files_is_no_matter() -> None:
    app = {"Alpha/__init__.py": f"x = 1{MAIN}", "tests/test_it.py": LOADING.format(path="HERE / 'tool.py'")}
    assert kept(app) == {}
    assert said(app, "computed-module-used") == {}


@pytest.mark.parametrize("loading", ["importlib.import_module(name)", "runpy.run_path(name)"])
def test_a_test_that_computes_what_it_loads_is_said(loading: str) -> None:
    app = {"Alpha/__init__.py": f"x = 1{MAIN}", "tests/test_it.py": f"def test(name):\n    {loading}\n"}
    assert list(said(app, "computed-module-used")) == ["tests/test_it.py:2"]
    assert said(app, "computed-module-used", "in-place") == {}
