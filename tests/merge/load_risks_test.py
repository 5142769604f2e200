"""Notes on what stopped one function in the legacy model and stops all in function_app.py."""

from __future__ import annotations

import pytest
from apps import Files, migration

from pystein_migrate.model.note import Note
from pystein_migrate.model.options import Options

MAIN = "\n\ndef main(msg):\n    return 1\n"
LIVING: Files = {"Ship/__init__.py": MAIN, "Track/__init__.py": MAIN, "requirements.txt": "azure-functions\n"}
NEED = """\
import os


def need(name):
    value = os.environ.get(name)
    if not value:
        raise LookupError(name)
    return value


TOKEN = need("TOKEN")
"""


def said(files: Files, **options: object) -> list[Note]:
    result = migration({**LIVING, **files}, Options(**options))  # type: ignore[arg-type]
    assert result.status == "migrated"
    return [note for note in result.notes if note.code.endswith("-at-load")]


def of_script(code: str, **more: str) -> list[Note]:
    """What is said of an app with a script Pay of this code."""
    return said({"Pay/__init__.py": code + MAIN, **more})


@pytest.mark.parametrize(
    ("code", "kind", "named"),
    [
        ('import os\n\nKEY = os.environ["PAY_KEY"]', "setting-at-load", "PAY_KEY"),
        ('from os import environ as env\n\nKEY = env["PAY_KEY"]', "setting-at-load", "PAY_KEY"),
        ('import os\n\nsettings = os.environ\nKEY = settings["PAY_KEY"]', "setting-at-load", "PAY_KEY"),
        ('import os\n\nKEY = os.environ.pop("PAY_KEY")', "setting-at-load", "PAY_KEY"),
        ('import os\n\nLIMIT = int(os.getenv("LIMIT"))', "setting-at-load", "LIMIT"),
        ('import os\n\nNAMES = os.getenv("NAMES").split(",")', "setting-at-load", "NAMES"),
        ('import os\n\nRAW = os.environ.get("NAMES")\nNAMES = RAW.split(",")', "setting-at-load", "NAMES"),
        ('import os\n\nRATES = {"eu": 1}\nRATE = RATES[os.getenv("REGION")]', "setting-at-load", "REGION"),
        ('import os\nfrom uuid import UUID\n\nTENANT = UUID(os.getenv("TENANT"))', "setting-at-load", "TENANT"),
        ('import os\n\nRAW = str(os.getenv("SCOPE"))\nGROUP = RAW.split("/")[4]', "setting-at-load", "SCOPE"),
        ('import os\n\nREGION = os.getenv("SCOPE", "").strip().split(",")[1]', "setting-at-load", "SCOPE"),
        ('import os\n\nNAME, KEY = os.getenv("SCOPE", "").split(":")', "setting-at-load", "SCOPE"),
        ('import os\n\nLIMIT = int(os.getenv("LIMIT", ""))', "setting-at-load", "LIMIT"),
        ('import json\nimport os\n\nRATE = json.loads(os.getenv("RATES", "{}"))["eu"]', "setting-at-load", "RATES"),
        ('import os\n\nFOLDER = os.path.join(os.getenv("ROOT"), "out")', "setting-at-load", "ROOT"),
        ('import os\n\n\nclass Keys:\n    pay = os.environ["PAY_KEY"]', "setting-at-load", "PAY_KEY"),
        ('import os\n\n\ndef f(key=os.environ["PAY_KEY"]):\n    return key', "setting-at-load", "PAY_KEY"),
        ('import os\n\n\ndef key():\n    return os.environ["PAY_KEY"]\n\n\nKEY = key()', "setting-at-load", "PAY_KEY"),
        ("import fortune_teller", "package-at-load", "fortune_teller"),
        ("from azure.cosmos import CosmosClient", "package-at-load", "azure.cosmos"),
        ("from azure.functions.sign_in import Event", "package-at-load", "azure.functions.sign_in"),
        ('with open("rates.csv") as file:\n    RATES = file.read()', "file-at-load", '"rates.csv"'),
        (
            'from pathlib import Path\n\nNAME = "rates.csv"\nRATES = (Path(__file__).parent / NAME).read_text()',
            "file-at-load", "Path(__file__).parent / NAME",
        ),
        ('import logging.config\n\nlogging.config.fileConfig("log.ini")', "file-at-load", '"log.ini"'),
        ('import logging\n\nLOG = logging.FileHandler("logs/pay.log")', "file-at-load", '"logs/pay.log"'),
        ('import os\n\nos.makedirs("exports", exist_ok=True)', "file-at-load", '"exports"'),
        ('from pathlib import Path\n\nPath("exports").mkdir(exist_ok=True)', "file-at-load", 'Path("exports")'),
        ('import requests\n\nRATES = requests.get("https://example.com")', "service-at-load", "requests.get()"),
        ('import sqlite3\n\nDB = sqlite3.connect("/data/db")', "service-at-load", "sqlite3.connect()"),
        ('import os\n\nif "PAY" not in os.environ:\n    raise RuntimeError("off")', "check-at-load", 'raise RuntimeError("off")'),
        ('import os\n\nassert os.getenv("PAY"), "off"', "check-at-load", 'assert os.getenv("PAY"), "off"'),
        ('import os\nimport sys\n\nif not os.getenv("PAY"):\n    sys.exit(1)', "check-at-load", "sys.exit(1)"),
        (NEED, "check-at-load", "raise LookupError(name)"),
    ],
)  # fmt: skip
def test_what_may_fail_when_a_script_is_loaded_is_a_warning_that_names_isolate(
    code: str, kind: str, named: str
) -> None:
    (note,) = of_script(code)

    assert (note.code, note.severity, note.path) == (kind, "warning", "Pay/__init__.py")
    assert named in note.message
    assert "Pay" in note.message
    assert note.remedy.endswith("or run again with --isolate Pay")
    assert said({"Pay/__init__.py": code + MAIN}, isolate=frozenset({"Pay"})) == []


@pytest.mark.parametrize(
    "code",
    [
        'import os\n\n\ndef key():\n    return os.environ["PAY_KEY"]',
        'import os\n\nkey = lambda: os.environ["PAY_KEY"]',
        'import os\n\ntry:\n    KEY = os.environ["PAY_KEY"]\nexcept KeyError:\n    KEY = ""',
        'import os\n\nKEY = os.environ["PAY_KEY"] if "PAY_KEY" in os.environ else ""',
        'import os\n\nif "PAY_KEY" in os.environ:\n    KEY = os.environ["PAY_KEY"]',
        'import os\n\nos.environ.setdefault("PAY_KEY", "")\nKEY = os.environ["PAY_KEY"]',
        'import os\n\nKEY = os.getenv("PAY_KEY")\nLIMIT = int(os.getenv("LIMIT", "1"))',
        'import os\n\nFIRST = os.getenv("NAMES", "").split(",")[0]\nNAMES = os.getenv("NAMES", "").split(",")',
        'import os\n\nSECOND = os.getenv("NAMES", "a,b").split(",")[1]\nONE, TWO = os.getenv("NAMES", "a,b").split(",")',
        'import json\nimport os\n\nRATES = json.loads(os.getenv("RATES", "{}"))',
        'import os\n\nKEY = os.environ["AzureWebJobsStorage"] + os.environ["WEBSITE_SITE_NAME"]',
        "try:\n    import fortune_teller\nexcept ImportError:\n    fortune_teller = None",
        "import json\nimport azure.functions\nimport requests\nfrom shared import tools",
        'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import fortune_teller\n\nif __name__ == "__main__":\n    raise SystemExit',
        'from pathlib import Path\n\nTEXT = (Path(__file__).parent / "data" / "words.txt").read_text()',
        'import json\n\nWORDS = json.load(open("Pay/data/words.txt"))',
        'import sqlite3\n\n\ndef db():\n    return sqlite3.connect("/data/db")',
        "def check(x):\n    if not x:\n        raise ValueError(x)",
    ],
)  # fmt: skip
def test_ordinary_code_is_not_spoken_of(code: str) -> None:
    files = {"shared/__init__.py": "", "shared/tools.py": "", "Pay/data/words.txt": "{}"}
    assert of_script(code, **files) == []


PYDANTIC = "from typing import ClassVar\n\nfrom pydantic import BaseSettings, Field\n\n\nclass Keys(BaseSettings):\n"


@pytest.mark.parametrize(
    ("code", "named"),
    [
        ('import os\nfrom sqlalchemy import create_engine\n\nDB = create_engine(os.getenv("DB_URL"))', ["DB_URL"]),
        (f"{PYDANTIC}    pay_key: str\n    limit: int = 3\n\n\nKEYS = Keys()", ["pay_key"]),
        (
            f"{PYDANTIC}    pay_key: str = Field(...)\n\n\ndef keys():\n    return Keys()\n\n\nKEYS = keys()",
            ["pay_key"],
        ),
        (f"{PYDANTIC}    pay_key: str\n    limit: int\n\n\nKEYS = Keys(limit=1)", ["pay_key"]),
        (f"{PYDANTIC}    pay_key: str\n\n\ndef keys():\n    return Keys()", []),
        (f"{PYDANTIC}    pay_key: str\n\n\ntry:\n    KEYS = Keys()\nexcept ValueError:\n    KEYS = None", []),
        (f"{PYDANTIC}    given: str\n    limit: int = Field(3)\n    table: ClassVar[str]\n\n\nKEYS = Keys()", []),
        (f"{PYDANTIC}    pay_key: str\n\n    class Config:\n        env_file = 'keys'\n\n\nKEYS = Keys()", []),
    ],
)
def test_settings_that_libraries_read_count(code: str, named: list[str]) -> None:
    found = of_script(
        code,
        **{
            "requirements.txt": "azure-functions\npydantic\nsqlalchemy\n",
            "local.settings.json": '{"Values": {"GIVEN": "x"}}',
        },
    )
    assert [name for note in found for name in named if f": {name} (Pay)" in note.message] == named
    assert len(found) == len(named)


def test_what_stops_every_function_anyway_is_nothing_new() -> None:
    read = 'import os\n\nKEY = os.environ["KEY"]\n' + MAIN
    assert said({"Ship/__init__.py": read, "Track/__init__.py": f"\n{read}"}) == []


def test_an_app_of_one_script_has_nobody_to_take_along() -> None:
    result = migration({"Pay/__init__.py": 'import os\n\nKEY = os.environ["KEY"]\n' + MAIN})
    assert not [note for note in result.notes if note.code.endswith("-at-load")]


def test_settings_that_local_settings_or_an_env_file_has_are_there() -> None:
    code = 'import os\n\nKEY = os.environ["PAY_KEY"]'
    assert of_script(code, **{"local.settings.json": '{"Values": {"PAY_KEY": "x"}}'}) == []
    assert of_script(code, **{".env": "PAY_KEY=x\n"}) == []


def test_all_settings_are_one_note_with_the_functions_that_need_them() -> None:
    files = {
        "shared/keys.py": 'import os\n\nKEY = os.environ["KEY"]\n',
        "Pay/__init__.py": f'import os\n\nfrom shared.keys import KEY\n\nTOKEN = os.environ["TOKEN"]\nID = os.environ["ID"]\n{MAIN}',
        "Refund/__init__.py": f"from shared.keys import KEY\n{MAIN}",
    }

    (note,) = said(files)

    assert note.message.endswith("so far only those behind it: TOKEN, ID (Pay); KEY (Pay, Refund)")
    assert note.remedy.endswith("--isolate Pay Refund")
    (left,) = said(files, isolate=frozenset({"Pay"}))
    assert left.message.endswith("KEY (Refund)")


def test_a_helper_is_spoken_of_once_with_all_functions_that_load_it() -> None:
    files = {
        "shared/rates.py": 'import os\n\nif os.getenv("MODE") == "x":\n    raise RuntimeError("retired")\n',
        "Pay/__init__.py": f"from ..shared import rates\n{MAIN}",
        "Refund/__init__.py": f"from shared.rates import *\n{MAIN}",
    }

    (note,) = said(files)

    assert (note.path, note.position.line) == ("shared/rates.py", 4)
    assert "so far only Pay, Refund, if a check fails" in note.message


def test_a_helper_whose_failure_the_script_catches_is_not() -> None:
    files = {
        "shared/rates.py": 'import os\n\nRATE = os.environ["RATE"]\n',
        "Pay/__init__.py": f"try:\n    from shared import rates\nexcept Exception:\n    rates = None\n{MAIN}",
    }
    assert said(files) == []


@pytest.mark.parametrize("more", [{"requirements.txt": "-r ../all.txt\n"}, {"pyproject.toml": ""}])
def test_packages_are_judged_only_where_the_whole_list_is_known(more: dict[str, str]) -> None:
    assert of_script("import fortune_teller", **more) == []


def test_a_module_that_some_folder_of_the_app_has_is_no_package() -> None:
    code = 'import sys\n\nsys.path.append("vendor")\nimport fortune_teller'
    assert of_script(code, **{"vendor/fortune_teller.py": ""}) == []


def test_functions_that_call_themselves_long_conditions_and_deep_calls_end() -> None:
    recursive = "def f(x):\n    if x > 1:\n        f(x - 1)\n    else:\n        g(x)\n\n\ndef g(x):\n    if x:\n        f(x)\n\n\nf(0)\n"
    branches = "if recursive == 0:\n    pass\n" + "".join(f"elif recursive == {n}:\n    pass\n" for n in range(1, 90))
    chain = "".join(f"def step_{n}():\n    if chain:\n        step_{n + 1}()\n\n\n" for n in range(60))
    terms = f"if {' + '.join(['chain'] * 90)}:\n    pass\n"
    assert of_script(f"{recursive}recursive = 1\n{branches}{chain}chain = 0\n{terms}step_0()\n") == []


@pytest.mark.parametrize(
    ("code", "package"),
    [
        ('from decouple import config\n\nKEY = config("PAY_KEY")', "python-decouple"),
        ('from environs import Env\n\nenv = Env()\nKEY = env.int("PAY_KEY")', "environs"),
        ('import environ\n\nenv = environ.Env()\nKEY = env("PAY_KEY")', "django-environ"),
        ('from starlette.config import Config\n\nconfig = Config()\nKEY = config("PAY_KEY", cast=int)', "starlette"),
    ],
)
def test_a_setting_that_a_library_is_asked_for_is_needed_unless_it_has_a_default(code: str, package: str) -> None:
    required = {"requirements.txt": f"azure-functions\n{package}\n"}

    (note,) = of_script(code, **required)

    assert (note.code, note.severity) == ("setting-at-load", "warning")
    assert "PAY_KEY" in note.message
    assert of_script(code.removesuffix(")") + ', default="1")', **required) == []


def test_a_folder_that_can_be_written_is_no_risk() -> None:
    assert of_script('import os\n\nos.makedirs("/tmp/exports", exist_ok=True)') == []


@pytest.mark.parametrize(
    ("package", "required"),
    [("bson", "pymongo"), ("pywt", "PyWavelets"), ("scipy.stats", "scikit-learn"), ("async_timeout", "aiohttp~=3.8")],
)
def test_a_package_that_a_named_one_brings_is_none_to_speak_of(package: str, required: str) -> None:
    assert of_script(f"import {package}", **{"requirements.txt": f"azure-functions\n{required}\n"}) == []
    assert [note.code for note in of_script(f"import {package}")] == ["package-at-load"]
