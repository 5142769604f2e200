"""Imports move to the top, absolute and sorted, unless they have to stay where they are."""

from __future__ import annotations

import pytest
from apps import kept, migrated, migration

from pystein_migrate.model.options import Layout, Options

MAIN = "\n\ndef main(msg):\n    return x\n"
FILES = {
    "shared/__init__.py": "",
    "shared/a.py": "x = 1\ny = 2\n",
    "shared/b.py": "x = 3\nz = 4\n",
    "Alpha/helper.py": "x = 5\n",
    "types/a.py": "x = 6\n",
    "types/a.json": "{}",  # a folder with data keeps its name
}


def imports(script: str) -> str:
    """The import block of the migrated script, without that of the library."""
    text = migrated({**FILES, "Alpha/__init__.py": script + MAIN})["function_app.py"]
    block = text.partition("\n\napp = func.FunctionApp()")[0]
    return block.replace("import azure.functions as func\n", "").replace("import azure.functions as func", "").strip()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from .helper import x", "from Alpha.helper import x"),
        ("from . import helper as x", "from Alpha import helper as x"),
        ("from .helper import *", "from Alpha.helper import x"),
        ("from ..shared.a import x", "from shared.a import x"),
        ("from .. import shared as x", "import shared as x"),
        ("from __app__.shared.a import x", "from shared.a import x"),
        ("import __app__.shared.a as x", "import shared.a as x"),
        ("from __app__ import shared as x", "import shared as x"),
        ("import os.path as x, json", "import os.path as x"),
        ("import x\nimport x.y", "import x\nimport x.y"),
        ("from shared.a import (\n    x,\n    y,\n)", "from shared.a import x"),
        ("from shared.a import x, \\\n    y", "from shared.a import x"),
        ("import io\n# why\nimport json as x  # noqa", "# why\nimport json as x  # noqa"),
        (
            "from shared.a import (  # both\n    x,  # the first\n    # the second\n    y,\n)",
            "from shared.a import (\n    x,  # the first\n    # the second\n    y,  # both\n)",
        ),
        ("import json as x\nimport json as x", "import json as x"),
        (
            "try:\n    from __app__.shared.a import x\nexcept ImportError:\n    from shared.a import x",
            "from shared.a import x",
        ),
    ],
)
def test_an_import_of_a_script_becomes_one_of_function_app(before: str, after: str) -> None:
    assert imports(before) == after


@pytest.mark.parametrize(
    "script",
    [
        "import simplejson as x\nimport json as x",
        "import json as x\nimport simplejson as x",
        "from shared.b import x\nfrom shared.a import x",
        "try:\n    import ujson as x\nexcept ImportError:\n    import json as x",
        "if not __debug__:\n    from shared.a import x\nelse:\n    from shared.b import x",
        "import sys; import json as x",
    ],
)
def test_imports_that_take_turns_stay_in_order(script: str) -> None:
    text = migrated({**FILES, "Alpha/__init__.py": script + MAIN})["function_app.py"]
    assert f"app = func.FunctionApp()\n\n{script}\n" in text


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("from shared.b import *\nfrom shared.a import *", id="two star imports with one name"),
        pytest.param("x = 0\nfrom shared.a import *", id="a star import that replaces a name"),
        pytest.param("from shared.a import *\nif not x:\n    x = 2", id="a name that may replace a star's"),
        pytest.param("from unknown_library import *", id="a star import of something unknown"),
        pytest.param("def f():\n    from shared.a import x\n    exec('x')\n    return x\n\n\nx = f", id="exec"),
    ],
)
def test_a_script_stays_in_place_where_an_import_has_no_certain_form(script: str) -> None:
    reasons = kept({**FILES, "Alpha/__init__.py": script + MAIN})
    assert set(reasons) == {"Alpha"}


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("from ..types.a import x", id="a folder with a name of the standard library"),
        pytest.param("import __app__ as x", id="the legacy package itself"),
    ],
)
def test_an_import_that_would_take_all_functions_down_stops_the_migration(script: str) -> None:
    result = migration({**FILES, "Alpha/__init__.py": script + MAIN})
    assert result.status == "failed"
    assert [note.code for note in result.functions[0].notes] == ["unresolvable-import"]


def test_the_same_import_inside_a_function_does_not_since_it_fails_only_when_called() -> None:
    script = "def load():\n    from ..types.a import x\n\n    return x\n\n\nx = load"
    assert set(kept({**FILES, "Alpha/__init__.py": script + MAIN})) == {"Alpha"}


def test_what_is_said_of_an_import_that_fails_when_called_names_the_cure() -> None:
    script = "def load():\n    from ..types.a import x\n\n    return x\n\n\nx = load"
    result = migration({**FILES, "Alpha/__init__.py": script + MAIN})

    told = [note for note in (*result.notes, *result.functions[0].notes) if note.code == "unresolvable-import"]
    assert [note.remedy for note in told] == ["give types another name, there and where it is imported"] * 2
    assert told[0].message.endswith(": the import fails when it is reached")


def test_an_alias_that_two_scripts_use_for_different_things_is_renamed_in_one() -> None:
    one = "import json as x" + MAIN
    other = "import shared.a as x" + MAIN
    text = migrated({**FILES, "Alpha/__init__.py": one, "Beta/__init__.py": other})["function_app.py"]
    assert "import json as x\n" in text
    assert "import shared.a as beta_x\n" in text
    assert text.endswith("def beta(msg):\n    return beta_x\n")


def test_a_local_variable_may_have_the_name_of_an_import_of_another_script() -> None:
    one = "import json" + MAIN.replace("x", "json")
    other = "\n\ndef main(msg):\n    json = 1\n    return json\n"
    text = migrated({"Alpha/__init__.py": one, "Beta/__init__.py": other})["function_app.py"]
    assert text.endswith("def beta(msg):\n    json = 1\n    return json\n")


def test_imports_inside_functions_become_absolute_and_stay() -> None:
    script = "def main(msg):\n    from . import helper\n    from ..shared.a import x as y\n\n    return helper, y\n"
    text = migrated({**FILES, "Alpha/__init__.py": script})["function_app.py"]
    assert "    from Alpha import helper\n    from shared.a import x as y\n\n    return helper, y\n" in text


def test_a_star_import_that_stays_in_line_takes_only_what_is_needed() -> None:
    script = "import sys; from .. shared.a import *" + MAIN
    text = migrated({**FILES, "Alpha/__init__.py": script})["function_app.py"]
    assert "import sys; from shared.a import x\n" in text


def test_a_module_that_is_too_deep_for_libcst_and_has_an_import_of_the_legacy_loader_is_noted() -> None:
    files = {**FILES, "tools/report.py": f"def load():\n    from ..shared.a import x\n\n    return x, '{200 * '('}'\n"}
    result = migration({**files, "Alpha/__init__.py": "x = 1" + MAIN})
    assert result.status == "migrated"
    assert ("unresolvable-import", "tools/report.py") in [(note.code, note.path) for note in result.notes]


@pytest.mark.parametrize(
    ("layout", "status", "code"),
    [("single", "migrated", "name-collision"), ("blueprints", "failed", "unchangeable-script")],
)
def test_a_script_that_is_too_deep_for_libcst_is_said_not_to_be_changed(layout: Layout, status: str, code: str) -> None:
    script = f"def main(msg):\n    from ..shared.a import x\n\n    return x, '{200 * '('}'\n"
    result = migration({**FILES, "Alpha/__init__.py": script}, Options(layout=layout))
    assert result.status == status
    assert [note.code for note in result.functions[0].notes] == [code]


def test_generated_code_that_needs_os_gets_it_even_if_a_script_has_an_os_of_its_own() -> None:
    one = "def main(msg, context):\n    return context.function_directory\n"
    other = "os = 'linux'\n\n\ndef main(msg):\n    return os\n"
    files = {"Alpha/__init__.py": one, "Alpha/data.txt": "", "Beta/__init__.py": other}
    text = migrated(files)["function_app.py"]
    assert "import os\n" in text
    assert 'os.path.join(context.function_directory, "Alpha")' in text
    assert "beta_os = 'linux'" in text


STAR = "from azure.functions import *\n\n\ndef main(msg: QueueMessage):\n    return None\n"


def test_a_star_import_of_the_library_becomes_the_names_that_are_used_where_it_works() -> None:
    files = migrated({"Alpha/__init__.py": STAR, "requirements.txt": "azure-functions==1.12.0\n"})
    assert "from azure.functions import QueueMessage\n" in files["function_app.py"]


@pytest.mark.parametrize("requirement", ["azure-functions==1.18.0\n", "azure-functions>=1.11\n", ""])
@pytest.mark.parametrize("layout", ["single", "blueprints", "in-place"])
def test_a_function_that_never_loaded_for_its_star_import_is_not_migrated(requirement: str, layout: Layout) -> None:
    files = {"Alpha/__init__.py": STAR} | ({"requirements.txt": requirement} if requirement else {})
    result = migration(files, Options(layout=layout))
    assert result.status == "failed"
    assert "AttributeError" in result.functions[0].notes[0].message
