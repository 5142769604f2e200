"""Data that names classes by their modules: said, and with --keep-module-names read after the migration, and back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from apps import migrated, migration, queue
from function_calls import entity, event, orchestration, run, started
from migrated import migrate, write_files

from pystein_migrate.model.options import Options
from pystein_migrate.prove.static import check_trees
from pystein_rules.project import Project
from pystein_rules.registry import check_project

BOX = "class Box:\n    def __init__(self, n):\n        self.n = n\n\n\n"
JSON_BOX = (
    "class Box:\n    def __init__(self, n):\n        self.n = n\n\n"
    "    @staticmethod\n    def to_json(box):\n        return str(box.n)\n\n"
    "    @staticmethod\n    def from_json(text):\n        return Box(int(text))\n\n\n"
)


def trigger(kind: str, name: str) -> str:
    return json.dumps({"bindings": [{"type": kind, "direction": "in", "name": name}]})


# An orchestrator whose script has a class of its own, an entity whose state is of a shared one, two pickling functions.
LEGACY = {
    "host.json": '{"version": "2.0", "extensionBundle": {"id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)"}}',
    "requirements.txt": "azure-functions\nazure-functions-durable\n",
    "shared/__init__.py": "",
    "shared/crates.py": (
        "from dataclasses import dataclass\n\n\n@dataclass\nclass Crate:\n    items: 'list[str]'\n\n"
        "    @staticmethod\n    def to_json(crate):\n        return list(crate.items)\n\n"
        "    @staticmethod\n    def from_json(items):\n        return Crate(items)\n"
    ),
    "Weigh/function.json": trigger("activityTrigger", "box"),
    "Weigh/__init__.py": "def main(box):\n    return box\n",
    "Pack/function.json": trigger("orchestrationTrigger", "context"),
    "Pack/__init__.py": (
        f"import azure.durable_functions as df\n\n\n{JSON_BOX}def pack(context):\n"
        '    box = yield context.call_activity("Weigh", Box(3))\n'
        '    again = yield context.call_activity("Weigh", box)\n'
        "    return [isinstance(box, Box), isinstance(again, Box), again.n]\n\n\n"
        "main = df.Orchestrator.create(pack)\n"
    ),
    "Store/function.json": trigger("entityTrigger", "context"),
    "Store/__init__.py": (
        "import azure.durable_functions as df\n\nfrom ..shared.crates import Crate\n\n\ndef store(context):\n"
        "    crate = context.get_state(lambda: Crate([]))\n"
        '    if context.operation_name == "put":\n        crate.items.append(context.get_input())\n'
        "    context.set_state(crate)\n"
        "    context.set_result([isinstance(crate, Crate), crate.items])\n\n\n"
        "main = df.Entity.create(store)\n"
    ),
    "Freeze/function.json": queue(),
    "Freeze/__init__.py": (
        "import base64\nimport pickle\n\nfrom ..shared.crates import Crate\n\n\ndef main(msg):\n"
        "    return base64.b64encode(pickle.dumps(Crate([msg]))).decode()\n"
    ),
    "Thaw/function.json": queue(),
    "Thaw/__init__.py": (
        "import base64\nimport pickle\n\nfrom ..shared.crates import Crate\n\n\ndef main(msg):\n"
        "    crate = pickle.loads(base64.b64decode(msg))\n"
        "    return [isinstance(crate, Crate), crate.items]\n"
    ),
}
LAYOUTS = ("single", "blueprints", "in-place")


def said(files: dict[str, str], **options: object) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for note in migration(files, Options(**options)).notes:  # type: ignore[arg-type]
        found.setdefault(note.code, []).append(f"{note.path}:{note.position.line}: {note.message}. {note.remedy}")
    return found


# What is said


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_class_that_a_shared_helper_pickles_is_said_with_what_to_do(layout: str) -> None:
    files = {
        "A/__init__.py": f"from shared.cache import keep\n\n\n{BOX}def main(msg):\n    keep(Box(1))\n",
        "shared/__init__.py": "",
        "shared/cache.py": "import pickle\n\n\ndef keep(x):\n    return pickle.dumps(x)\n",
    }
    assert said(files, layout=layout)["stored-class"] == [
        'A/__init__.py:4: Box may be named in stored data (pickle.dumps in shared/cache.py:5) as of "__app__.A", which '
        "is no module any more. before you deploy, empty or convert what was stored so; or run with "
        "--keep-module-names, and such data stays readable"
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_classes_with_to_json_in_a_durable_app_are_said(layout: str) -> None:
    notes = said(LEGACY, layout=layout)["stored-class"]
    assert [note.partition(" may be named in stored data (to_json in durable functions)")[0] for note in notes] == [
        "Pack/__init__.py:4: Box",
        "shared/crates.py:5: Crate",
    ]
    assert all("before you deploy, wait until no orchestration is running" in note for note in notes)


@pytest.mark.parametrize(
    "writing",
    [
        pytest.param("import pickle\n\n\ndef keep(x):\n    pickle.Pickler(open('x', 'wb')).dump(x)\n", id="a pickler"),
        pytest.param("def keep(x):\n    from joblib import dump\n    dump(x, 'x')\n", id="an import in a function"),
        pytest.param("import shelve\n\n\ndef keep(x):\n    shelve.open('x')['x'] = x\n", id="a shelf"),
        pytest.param("import dill as d\n\n\ndef keep(x):\n    return d.dumps([x])\n", id="an alias"),
        pytest.param("import jsonpickle\n\n\ndef keep(x):\n    return jsonpickle.encode(x)\n", id="jsonpickle"),
        pytest.param(
            "import pickle\n\nSTORE = dict(serializer=pickle)\n\n\ndef keep(x): ...\n", id="a module handed over"
        ),
        pytest.param(
            "import pickle\n\n\ndef keep(x):\n    return [*map(pickle.dumps, [x])]\n", id="a function handed over"
        ),
        pytest.param("from pickle import *\n\n\ndef keep(x):\n    return dumps(x)\n", id="a star"),
        pytest.param(
            "import sqlalchemy as sa\n\nCOLUMN = sa.Column(sa.PickleType)\n\n\ndef keep(x): ...\n",
            id="a column of a table",
        ),
        pytest.param(
            "import yaml\n\nwrite = yaml.dump\n\n\ndef keep(x):\n    yaml.load('', Loader=yaml.UnsafeLoader)\n"
            "    return yaml.dump(x)\n",
            id="yaml that is read as objects",
        ),
    ],
)
def test_every_way_to_write_names_of_classes_is_seen(writing: str) -> None:
    files = {
        "A/__init__.py": "from ..boxes import Box\nfrom ..cache import keep\n\n\ndef main(msg):\n    keep(Box(1))\n",
        "boxes.py": BOX,
        "cache.py": writing,
    }
    assert [note.partition(" may")[0] for note in said(files)["stored-class"]] == ["boxes.py:1: Box"]


@pytest.mark.parametrize(
    "made", ['namedtuple("Point", "x y")', 'make_dataclass("Point", ["x", "y"])', 'Enum("Point", "x y")']
)
def test_a_class_that_a_call_makes_is_said_and_read_but_not_decorated(made: str) -> None:
    head = f"import pickle\nfrom {'enum' if made[0] == 'E' else 'collections' if made[0] == 'n' else 'dataclasses'} "
    script = (
        f"{head}import {made.partition('(')[0]}\n\nPoint = {made}\n\n\ndef main(msg):\n    return pickle.dumps(Point)\n"
    )
    assert said({"A/__init__.py": script})["stored-class"][0].startswith("A/__init__.py:4: Point may be named")
    files = migrated({"A/__init__.py": script}, Options(keep_module_names=True))
    assert files["A/__init__.py"] == script
    assert '"__app__.A": "A"' in files["legacy_names.py"]


@pytest.mark.parametrize(
    ("definition", "value", "name"),
    [
        ("class Bad(ValueError):\n    pass\n", "Bad('x')", "Bad"),
        ("def price(n):\n    return n\n", "[price]", "price"),
        ("class Box:\n    pass\n", "Box", "Box"),
    ],
)
def test_what_is_handed_to_a_pickler_by_name_is_said(definition: str, value: str, name: str) -> None:
    script = f"import pickle\n\n\n{definition}\n\ndef main(msg):\n    return pickle.dumps({value})\n"
    (note,) = said({"A/__init__.py": script})["stored-class"]
    assert note.startswith(f"A/__init__.py:4: {name} may be named in stored data")


def test_a_pickler_that_is_imported_by_a_call_is_seen() -> None:
    script = (
        f"import importlib\n\n\n{BOX}def main(msg):\n    return importlib.import_module('pickle').dumps(Box(msg))\n"
    )
    assert "stored-class" in said({"A/__init__.py": script})


def test_yaml_of_an_object_of_the_app_is_seen() -> None:
    script = f"import yaml\n\n\n{BOX}def main(msg):\n    box = Box(1)\n    return yaml.dump({{'box': box}})\n"
    assert "yaml.dump in A/__init__.py:11" in said({"A/__init__.py": script})["stored-class"][0]


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("import pickle\n\n\n{}def main(msg):\n    return pickle.loads(msg)\n", id="only read"),
        pytest.param("import yaml\n\n\n{}def main(msg):\n    return yaml.dump(msg)\n", id="yaml of plain data"),
        pytest.param("import yaml\n\n\n{}def main(msg):\n    return yaml.safe_dump(Box(1))\n", id="safe yaml"),
        pytest.param(
            "import pickle\n\nfrom google_auth_oauthlib.flow import Flow\n\n\n{}def main(msg):\n"
            "    token = Flow.from_file('x').run()\n    with open('t', 'wb') as file:\n        pickle.dump(token, file)\n",
            id="an object of a library",
        ),
        pytest.param("import json\n\n\n{}def main(msg):\n    return json.dumps({'n': Box(1).n})\n", id="json"),
        pytest.param(
            "import pickle\n\n\nclass Bad(ValueError):\n    pass\n\n\ndef main(msg):\n    return pickle.dumps(msg)\n",
            id="an exception",
        ),
    ],
)
def test_what_names_no_class_of_the_app_is_not_said(script: str) -> None:
    files = {"A/__init__.py": script.replace("{}def", f"{BOX}def")}
    assert "stored-class" not in said(files)
    assert "class " in migrated(files)["function_app.py"]


def test_a_class_that_was_never_below_the_legacy_package_is_not_said() -> None:
    script = "import pickle\n\nfrom shared.boxes import Box\n\n\ndef main(msg):\n    return pickle.dumps(Box(1))\n"
    assert "stored-class" not in said({"A/__init__.py": script, "shared/__init__.py": "", "shared/boxes.py": BOX})


def test_to_json_without_durable_functions_is_not_said() -> None:
    assert "stored-class" not in said({"A/__init__.py": f"{JSON_BOX}def main(msg):\n    return Box.to_json(Box(1))\n"})


def test_a_name_of_a_module_that_becomes_a_value_is_said() -> None:
    files = {
        "A/__init__.py": f"from ..names import name\n\n\n{BOX}def main(msg):\n    return name(Box)\n",
        "names.py": "def name(cls):\n    return f'{cls.__module__}.{cls.__qualname__}'\n",
    }
    (note,) = said(files)["module-name-value"]
    assert note.startswith("names.py:2: reads the name of a module")


@pytest.mark.parametrize("read", ["getattr(Box, '__module__')", "inspect.getmodule(Box).__name__"])
def test_every_way_to_ask_for_the_name_of_a_module_is_said(read: str) -> None:
    assert "module-name-value" in said(
        {"A/__init__.py": f"import inspect\n\n\n{BOX}def main(msg):\n    return {read}\n"}
    )


def test_a_decorator_that_copies_the_name_of_a_module_is_not_said() -> None:
    script = (
        "def wrap(f):\n    def g(msg):\n        return f(msg)\n\n    g.__module__ = f.__module__\n    return g\n\n\n"
        "def work(msg): ...\n\n\nwork = wrap(work)\n\n\ndef main(msg):\n    work(msg)\n"
    )
    assert "module-name-value" not in said({"A/__init__.py": script})


USES_OWN = "from ..names import x\n\n\ndef main(msg):\n    return x\n"


@pytest.mark.parametrize(
    "use",
    [
        "x = __name__",
        "x = f'{__name__}.x'",
        "def x():\n    return __package__",
        "import logging\n\nx = logging.getLogger('app.' + __name__)",
        "x = __name__.split('.')[0]",
    ],
)
def test_a_module_that_uses_its_own_name_as_a_value_is_said(use: str) -> None:
    (note,) = said({"A/__init__.py": USES_OWN, "names.py": f"{use}\n"})["module-name-value"]
    assert note.startswith("names.py:")
    assert "module-name-value" in said({"A/__init__.py": f"{use}\n\n\ndef main(msg):\n    return x\n"})


@pytest.mark.parametrize(
    "use",
    [
        "import logging\n\nx = logging.getLogger(__name__)",
        "x = setup_logging(__name__, level='INFO')",
        "import sys\n\nx = sys.modules[__name__]",
        "import pkgutil\n\nx = pkgutil.get_data(__package__, 'a.txt')",
        "from importlib import import_module\n\nx = import_module('.a', package=__package__)",
        "x = __name__.split('.')[-1]",
        "x = __name__.rpartition('.')[2]",
        "x = 1 if __package__ else 2",
        "x = not __package__",
        "x = 1\n\nif __name__ == '__main__':\n    print(x)",
    ],
)
def test_a_module_may_find_things_by_its_own_name(use: str) -> None:
    assert "module-name-value" not in said({"A/__init__.py": USES_OWN, "names.py": f"{use}\n", "a.py": ""})


def test_the_name_of_a_module_that_had_no_other_is_not_said() -> None:
    files = {"A/__init__.py": USES_OWN.replace("..names", "names"), "names.py": "x = __name__\n"}
    assert "module-name-value" not in said(files)


# What is kept


@pytest.fixture(params=LAYOUTS)
def trees(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """The legacy app and its migration that keeps the names of modules."""
    legacy = write_files(tmp_path / "legacy", LEGACY)
    after = shutil.copytree(legacy, tmp_path / "after")
    migrate(after, layout=request.param, keep_module_names=True)
    return legacy, after


def test_an_orchestration_that_was_running_goes_on_where_it_was(trees: tuple[Path, Path]) -> None:
    legacy, after = trees
    for writer, reader in [((legacy, "legacy"), (after, "decorators")), ((after, "decorators"), (legacy, "legacy"))]:
        history = started("Pack")
        for number in range(2):
            (answer,) = run(*writer, [orchestration("Pack", history)])
            action = json.loads(answer["result"])["actions"][number][0]
            assert json.loads(action["input"])["__module__"] == "__app__.Pack"
            history += [
                event(4, number, Name="Weigh", Input="[]", Version=""), event(13, -1), event(12, -1),
                event(5, -1, TaskScheduledId=number, Result=action["input"]),
            ]  # fmt: skip

        (replayed,) = run(*reader, [orchestration("Pack", history)])

        assert json.loads(replayed["result"])["output"] == [True, True, 3]


def test_the_state_of_an_entity_is_read_by_both_models(trees: tuple[Path, Path]) -> None:
    legacy, after = trees
    for writer, reader in [((legacy, "legacy"), (after, "decorators")), ((after, "decorators"), (legacy, "legacy"))]:
        (written,) = run(*writer, [entity("Store", None, ("put", "nails"))])
        state = json.loads(written["result"])["entityState"]
        call = entity("Store", None, ("put", "screws"))
        context = json.loads(call["arguments"]["context"])
        call["arguments"]["context"] = json.dumps({**context, "exists": True, "state": state})

        (read,) = run(*reader, [call])

        (result,) = json.loads(read["result"])["results"]
        assert not result["isError"], result
        assert json.loads(result["result"]) == [True, ["nails", "screws"]]


def test_pickles_are_read_by_both_models(trees: tuple[Path, Path]) -> None:
    legacy, after = trees
    for writer, reader in [((legacy, "legacy"), (after, "decorators")), ((after, "decorators"), (legacy, "legacy"))]:
        (written,) = run(*writer, [{"function": "Freeze", "arguments": {"msg": "nails"}}])
        (read,) = run(*reader, [{"function": "Thaw", "arguments": {"msg": written["result"]}}])
        assert read["result"] == [True, ["nails"]]


def test_the_tree_is_verified_clean_and_stays_as_it_is(trees: tuple[Path, Path]) -> None:
    legacy, after = trees
    assert not check_trees(legacy, after).differs
    assert check_project(Project.read(after)) == []
    for asked in (
        ["check", "--select", "F,W,I", "function_app.py", "legacy_names.py", "shared"],
        ["format", "--check", "legacy_names.py"],
    ):
        command = [sys.executable, "-m", "ruff", *asked, "--isolated", "--no-cache"]
        checked = subprocess.run(command, capture_output=True, text=True, check=False, cwd=after)
        assert checked.returncode == 0, checked.stdout
    before = {path: path.read_bytes() for path in after.rglob("*") if path.is_file()}
    write_files(after, {"Count/function.json": queue(), "Count/__init__.py": "def main(msg):\n    return 1\n"})
    migrate(after, include_hidden=True)
    grown = (after / "legacy_names.py").read_text("utf-8")
    assert '"__app__.Count": "function_app",' in grown
    assert '"__app__.shared.crates": "shared.crates",' in grown
    assert (after / "function_app.py").read_text("utf-8").count("import legacy_names") == 1
    assert {path for path, data in before.items() if path.read_bytes() != data} == {
        after / "legacy_names.py",
        after / "function_app.py",
    }


def test_the_module_and_a_stored_class_look_so() -> None:
    files = migrated(LEGACY, Options(keep_module_names=True))
    assert files["function_app.py"].startswith(
        "# First, so that stored data is readable that holds the old names of modules.\n"
        "import legacy_names  # noqa: F401\n\n# isort: split\nimport base64\n"
    )
    assert files["shared/crates.py"].startswith(
        "from dataclasses import dataclass\n\nimport legacy_names\n\n\n"
        '@legacy_names.stored_as("__app__.shared.crates")\n@dataclass\nclass Crate:\n'
    )
    assert files["legacy_names.py"].split("\n\n\n")[0].partition("HOMES = ")[2] == (
        '{\n    "Freeze": "function_app",\n    "Store": "function_app",\n    "Thaw": "function_app",\n'
        '    "Weigh": "function_app",\n    "__app__.Freeze": "function_app",\n    "__app__.Pack": "Pack",\n'
        '    "__app__.Store": "function_app",\n    "__app__.Thaw": "function_app",\n'
        '    "__app__.Weigh": "function_app",\n    "__app__.shared": "shared",\n'
        '    "__app__.shared.crates": "shared.crates",\n}'
    )


def test_a_class_that_the_merge_would_rename_stays_where_it_is() -> None:
    script = "class Order:\n    {} = 1\n\n\ndef main(msg):\n    return Order.{}\n"
    files = {"A/__init__.py": script.replace("{}", "a"), "B/__init__.py": script.replace("{}", "b")}
    result = migration(files, Options(keep_module_names=True))
    assert {each.function.name: each.status for each in result.functions} == {
        "A": "kept-in-place",
        "B": "kept-in-place",
    }


def test_a_file_of_that_name_is_left_alone() -> None:
    files = migrated(
        {"A/__init__.py": "def main(msg): ...\n", "legacy_names.py": "x = 1\n"}, Options(keep_module_names=True)
    )
    assert files["legacy_names.py"] == "x = 1\n"
    assert "import legacy_module_names  # noqa: F401" in files["function_app.py"]


def test_a_plain_name_that_something_else_has_is_left_to_it() -> None:
    files = migrated(
        {
            "requirements.txt": "azure-functions\nrequests\n",
            "json/__init__.py": "def main(msg): ...\n",
            "requests/__init__.py": "def main(msg): ...\n",
            "Data/__init__.py": "def main(msg): ...\n",
            "Data/words.txt": "a",
        },
        Options(keep_module_names=True),
    )
    homes = files["legacy_names.py"].split("\n\n\n")[0].partition("HOMES = ")[2]
    assert [line for line in homes.splitlines() if ":" in line and "__app__" not in line] == []


def test_settings_can_ask_for_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.pystein-migrate]\nkeep-module-names = true\n")
    write_files(tmp_path, LEGACY)
    command = [sys.executable, "-m", "pystein_migrate", str(tmp_path), "--allow-dirty"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "  create  legacy_names.py" in done.stdout
    undone = subprocess.run(
        [sys.executable, "-m", "pystein_migrate", "undo", str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert undone.returncode == 0, undone.stdout + undone.stderr
    assert {path: (tmp_path / path).read_text() for path in LEGACY} == LEGACY
    assert not (tmp_path / "legacy_names.py").exists()


def test_an_import_by_an_old_name_that_is_kept_is_no_finding(tmp_path: Path) -> None:
    write_files(tmp_path, LEGACY)
    migrate(tmp_path, keep_module_names=True)
    script = tmp_path / "function_app.py"
    for name, wrong in [("__app__.shared.crates", False), ("__app__.shared.other", True)]:
        text = script.read_text("utf-8")
        script.write_text(f"{text}\n\ndef crate():\n    from {name} import Crate\n\n    return Crate\n", "utf-8")
        write_files(tmp_path / "legacy", LEGACY)
        assert check_trees(tmp_path / "legacy", tmp_path).differs is wrong
        script.write_text(text.replace("\napp = ", f"\nimport {name}\n\napp = "), "utf-8")
        found = [each.code for each in check_project(Project.read(tmp_path)) if each.code == "PYS015"]
        assert bool(found) is wrong
        script.write_text(text, "utf-8")
