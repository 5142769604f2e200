"""A script in ``__init__.py`` is a package: its modules are names of it, and what is left of it stays one."""

from __future__ import annotations

import pytest
from apps import kept, migrated, migrated_bytes

HELPER = {"Alpha/helper.py": "def helper():\n    return 1\n\n\nhi = helper\n", "shared/__init__.py": "helper = 1\n"}
MAIN = "\n\ndef main(msg):\n    return helper\n"


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("from .helper import hi" + MAIN, id="nothing else binds it"),
        pytest.param("import Alpha.helper" + MAIN, id="the import names the package"),
        pytest.param("helper = 1\nfrom .helper import hi" + MAIN, id="it is bound above"),
        pytest.param(
            "helper = 1\n\n\ndef load():\n    from .helper import hi\n    return hi" + MAIN, id="loaded later"
        ),
        pytest.param("if __debug__:\n    from .helper import hi\nhelper = 1" + MAIN, id="loaded now or later"),
        pytest.param("from .helper import hi\nfirst = helper\nhelper = 1" + MAIN, id="read before it is bound"),
    ],
)
def test_a_script_stays_that_may_see_a_module_of_its_folder_by_its_name(script: str) -> None:
    assert kept({**HELPER, "Alpha/__init__.py": script}) == {"Alpha": "submodule-name"}


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("from .helper import helper" + MAIN, id="a function of that name"),
        pytest.param("from . import helper" + MAIN, id="the module itself"),
        pytest.param("from .helper import hi\nhelper = hi" + MAIN, id="bound below the import"),
        pytest.param(
            "try:\n    from .helper import helper\nexcept ImportError:\n    from Alpha.helper import helper" + MAIN,
            id="a function of that name either way",
        ),
        pytest.param("from shared import helper" + MAIN, id="nothing loads the module"),
        pytest.param(
            "from .helper import hi\n\n\ndef main(msg):\n    helper = hi\n    return helper\n", id="another scope's"
        ),
    ],
)
def test_a_script_that_binds_the_name_after_the_module_was_loaded_is_merged(script: str) -> None:
    assert kept({**HELPER, "Alpha/__init__.py": script}) == {}


def test_a_package_that_keeps_modules_keeps_its_init() -> None:
    files = {**HELPER, "Alpha/__init__.py": "from .helper import hi\n\n\ndef main(msg):\n    return hi()\n"}
    files["Beta/__init__.py"] = "def main(msg):\n    return 1\n"
    after = migrated_bytes(files)
    assert after["Alpha/__init__.py"] == b""
    assert "Beta/__init__.py" not in after


def test_a_package_of_scripts_that_all_move_goes() -> None:
    files = {"Alpha/__init__.py": "def main(msg):\n    return 1\n", "Beta/run.py": "def main(msg):\n    return 2\n"}
    files["Beta/__init__.py"] = ""
    files["Beta/function.json"] = (
        '{"scriptFile": "run.py", "bindings": [{"type": "timerTrigger", "direction": "in", "name": "msg", "schedule": "0 0 * * * *"}]}'
    )
    after = migrated(files)
    assert set(after) == {"function_app.py"}
