"""The layout blueprints: what is added to a script stands where people would put it, and templates' words go."""

from __future__ import annotations

import pytest
from apps import migrated_bytes

from pystein_migrate.model.options import Options

WIRED = "bp.queue_trigger(arg_name"
TEMPLATE = "# This function is not intended to be invoked directly. Instead it will be\n# triggered by an orchestrator function.\n"


def blueprint(script: str, files: dict[str, str] | None = None) -> str:
    """What becomes of the script in the folder Alpha."""
    written = migrated_bytes({"Alpha/__init__.py": script, **(files or {})}, Options(layout="blueprints"))
    return written["Alpha/__init__.py"].decode()


@pytest.mark.parametrize("between", ["", "\n", "\n\n\n\n", "   \n", "# Why.\n", "\n\n\n\n# Why.\n"])
def test_two_blank_lines_stand_above_what_is_decorated(between: str) -> None:
    text = blueprint(f"import json\n\nLIMIT = 3\n{between}def main(msg):\n    return json.dumps([msg, LIMIT])\n")
    comment = "# Why.\n" if "#" in between else ""
    assert f"LIMIT = 3\n\n\n{comment}@bp." in text


@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        ("import json\n", "import json\n\nimport azure.functions as func\n\nbp"),
        ("import requests\n", "import azure.functions as func\nimport requests\n\nbp"),
        ("import json\nimport requests\n", "import json\nimport azure.functions as func\nimport requests\n\nbp"),
        (
            "import json\nfrom shared import x\n",
            "import json\n\nimport azure.functions as func\n\nfrom shared import x\n\nbp",
        ),
        ("from .helper import x\n", "import azure.functions as func\n\nfrom .helper import x\n\nbp"),
        ("from shared import x\n", "import azure.functions as func\n\nfrom shared import x\n\nbp"),
        (
            "import sys\nsys.path.append('x')\nimport late\n",
            "import sys\n\nimport azure.functions as func\n\nsys.path.append('x')\nimport late\n\nbp",
        ),
        ("", "import azure.functions as func\n\nbp"),
    ],
)
def test_the_library_is_imported_where_isort_wants_it(imports: str, expected: str) -> None:
    files = {"shared/__init__.py": "x = 1\n", "Alpha/helper.py": "x = 1\n"}
    text = blueprint(f"{imports}\n\ndef main(msg):\n    return msg\n", files)
    assert text.startswith(f"{expected} = func.Blueprint()\n\n\n@bp.")


def test_what_a_template_wrote_at_the_top_goes_and_what_people_wrote_stays() -> None:
    main = "import json\n\n\ndef main(msg):\n    return json.dumps(msg)\n"
    assert blueprint(f"{TEMPLATE}\n{main}").startswith("import json\n")
    assert blueprint(f"# Ships orders.\n{TEMPLATE}\n{main}").startswith("# Ships orders.\n\nimport json\n")
    assert blueprint(f"# -*- coding: utf-8 -*-\n{TEMPLATE}\n{main}").startswith(
        "# -*- coding: utf-8 -*-\n\nimport json\n"
    )


def test_an_entry_is_called_like_its_function_and_its_parameters_stay_aligned() -> None:
    text = blueprint("def main(msg,\n         context):\n    return msg\n")
    assert "def alpha(msg,\n          context):\n" in text


@pytest.mark.parametrize(
    ("script", "files"),
    [
        ("def main(msg):\n    return alpha(msg)\n\n\ndef alpha(msg):\n    return msg\n", {}),
        ("def main(msg):\n    return globals()['main'].__name__\n", {}),
        ("__all__ = ['main']\n\n\ndef main(msg):\n    return msg\n", {}),
        ("from .alpha import value\n\n\ndef main(msg):\n    return value\n", {"Alpha/alpha.py": "value = 1\n"}),
        ("from .names import *\n\n\ndef main(msg):\n    return value\n", {"Alpha/names.py": "value = 1\n"}),
    ],
    ids=["taken", "seen", "declared", "a submodule", "a star"],
)
def test_an_entry_keeps_its_name_where_the_other_is_taken_or_somebody_sees_it(
    script: str, files: dict[str, str]
) -> None:
    text = blueprint(script, files)
    assert "\ndef main(msg):" in text
    assert ".function_name(name=" in text


def test_a_string_that_ends_like_a_comment_is_no_comment() -> None:
    text = blueprint('TEXT = """\n\n\n\n# end"""\ndef main(msg):\n    return TEXT\n')
    assert 'TEXT = """\n\n\n\n# end"""\n\n\n@bp.' in text


def test_a_star_below_the_library_does_not_replace_it() -> None:
    text = blueprint(
        "import azure.functions as func\nfrom shared.util import *\n\n\ndef main(msg):\n    return func(msg)\n",
        {"shared/util.py": "def func(x):\n    return x\n"},
    )
    assert "import azure.functions as azure_functions\n" in text
    assert "alpha_bp = azure_functions.Blueprint()" in text
