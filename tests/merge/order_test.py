"""What a script does while it is loaded happens in the same order, and imports are not moved across it."""

from __future__ import annotations

import pytest
from apps import migrated

MAIN = "\n\ndef main(msg):\n    return settings\n"
SHARED = {
    "shared/settings.py": "import os\n\nMODE = os.environ.get('MODE')\n",
    "shared/other.py": "import shared.settings\n",
}


def body(files: dict[str, str]) -> str:
    return migrated({**SHARED, **files})["function_app.py"].partition("app = func.FunctionApp()\n")[2]


@pytest.mark.parametrize(
    "preparation",
    [
        "import os\n\nos.environ['MODE'] = 'x'",
        "import os\n\nos.environ.update(MODE='x')",
        "import os\n\ndel os.environ['MODE']",
        "import os\n\nos.environ |= {'MODE': 'x'}",
        "import sys\n\nsys.path.append('lib')",
        "import sys\n\nsys.path[0:0] = ['lib']",
        "import sys\n\nsys.path += ['lib']",
        "from dotenv import load_dotenv\n\nload_dotenv()",
        "from dotenv import load_dotenv\n\nloaded = load_dotenv()",
        "from gevent import monkey\n\nmonkey.patch_all()",
        "import json\n\njson.loads = print",
        "import os\n\nif not os.environ.get('MODE'):\n    os.environ['MODE'] = 'x'",
        "import os\n\ntry:\n    os.chdir('lib')\nexcept OSError:\n    pass",
    ],
)
def test_an_import_stays_below_what_prepares_for_it(preparation: str) -> None:
    text = body({"Alpha/__init__.py": f"{preparation}\nfrom shared import settings\n{MAIN}"})
    statement = preparation.partition("\n\n")[2]
    assert text.startswith(f"\n{statement}\nfrom shared import settings\n")


@pytest.mark.parametrize(
    "harmless",
    [
        "import logging\n\nlogging.basicConfig()",
        "import logging\n\nlog = logging.getLogger('x')\nlog.setLevel(10)",
        "import os\n\nMODE = os.environ['MODE']",
        "import os\n\nTABLE = {}\nTABLE['x'] = os.getenv('X')",
        "def helper():\n    print('x')",
    ],
)
def test_an_import_moves_above_what_cannot_matter_to_it(harmless: str) -> None:
    text = body({"Alpha/__init__.py": f"{harmless}\n\nfrom shared import settings\n{MAIN}"})
    assert "from shared import settings" not in text


def test_a_name_taken_from_the_standard_library_is_taken_after_the_patch() -> None:
    script = "import time\n\ntime.sleep = print\nfrom time import sleep\nimport json\n\n\ndef main(msg):\n    return sleep, json\n"
    text = body({"Alpha/__init__.py": script})
    assert text.startswith("\ntime.sleep = print\nfrom time import sleep\n\n\n")


@pytest.mark.parametrize(
    "other", ["from shared import settings", "import shared.settings as settings", "import shared.other as settings"]
)
def test_another_script_does_not_load_settings_before_they_are_prepared(other: str) -> None:
    prepared = "import os\n\nos.environ['MODE'] = 'x'\n\nfrom shared import settings\n" + MAIN
    text = body({"Alpha/__init__.py": prepared, "Beta/__init__.py": f"import json\n{other}\n{MAIN}"})
    assert text.index("os.environ['MODE'] = 'x'") < text.index("from shared import settings")
    assert text.index("from shared import settings") <= text.rindex(other.partition(" as ")[0])
    assert "import json" not in text


def test_scripts_that_share_nothing_with_a_prepared_one_keep_their_imports_at_the_top() -> None:
    prepared = "import os\n\nos.environ['MODE'] = 'x'\n\nimport azure.storage.blob as settings\n" + MAIN
    text = body({"Alpha/__init__.py": prepared, "Beta/__init__.py": f"import azure.identity as settings\n{MAIN}"})
    assert text.count("import") == 1


def test_sections_follow_in_the_order_of_the_folders() -> None:
    script = "note = print('loading {}')\n\n\ndef main(msg):\n    return note\n"
    text = body({f"{name}/__init__.py": script.format(name) for name in ("Gamma", "Alpha", "Beta")})
    assert text.index("loading Alpha") < text.index("loading Beta") < text.index("loading Gamma")


def test_statements_of_a_script_keep_their_order() -> None:
    script = "first = 1\nfor x in range(2):\n    first += x\nsecond = first\n\n\ndef main(msg):\n    return second\n\n\nfirst = 3\n"
    text = body({"Alpha/__init__.py": script})
    assert text.startswith("\nfirst = 1\nfor x in range(2):\n    first += x\nsecond = first\n\n\n@app")
    assert text.endswith("    return second\n\n\nfirst = 3\n")
