"""The repository around an app: what outside its root names what is gone, or leaves the new script behind."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from migrated import INDEXER
from repositories import HTTP, SCRIPT, notes_on, repository

from pystein_migrate.merge.pipeline import migrate_app
from pystein_migrate.model.note import Note
from pystein_migrate.model.options import Options
from pystein_migrate.read.app import read_app


def said(notes: list[Note]) -> list[tuple[str, str, int]]:
    return [(note.code, note.path, note.position.line) for note in notes]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("Dockerfile", "FROM x\nCOPY services/api/Orders /home/site/wwwroot/Orders\n",
         [("removed-path-mentioned", 2), ("script-not-copied", 2)]),
        ("Dockerfile", "FROM x\nCOPY services/api/ /home/site/wwwroot/\n", []),
        ("Dockerfile", "FROM x\nCOPY services/api/Ord* /home/site/wwwroot/\n", [("script-not-copied", 2)]),
        ("Dockerfile", "FROM x\nCOPY services/other/Orders /home/site/wwwroot/\n", []),
        ("build/web.Dockerfile", "FROM x\nCOPY ./services/api/Prices /app\n",
         [("removed-path-mentioned", 2), ("script-not-copied", 2)]),
        (".github/workflows/deploy.yml", "jobs:\n  a:\n    steps:\n    - run: cd services/api && zip -r ../p.zip Orders host.json\n",
         [("removed-path-mentioned", 4)]),
        (".github/workflows/deploy.yml", "jobs:\n  a:\n    steps:\n    - run: |\n        cd services/api\n        zip -r p.zip \\\n"
         "          Orders \\\n          host.json\n", [("removed-path-mentioned", 7)]),
        (".github/workflows/deploy.yml", "on:\n  push:\n    paths:\n    - services/api/Orders/**\n", [("removed-path-mentioned", 4)]),
        (".github/workflows/deploy.yml", "on:\n  push:\n    paths: [services/api/**]\n", []),
        (".github/workflows/deploy.yml", "env:\n  P: ${{ github.workspace }}/services/api/Orders\n", [("removed-path-mentioned", 2)]),
        ("azure-pipelines.yml", "- task: CopyFiles@2\n  inputs:\n    SourceFolder: $(Build.SourcesDirectory)/services/api\n"
         "    Contents: |\n      */**\n      host.json\n", [("script-not-packed", 5)]),
        ("azure-pipelines.yml", "- script: curl https://x.net/api/Orders\n- script: cd services/api\n", []),
        ("azure-pipelines.yml", "- script: cp -r services/api/*/ out/\n", [("script-not-packed", 1)]),
        ("azure-pipelines.yml", "- script: cp -r services/api/* out/\n", []),
        ("scripts/pack.sh", "cd \"$(dirname $0)/../services/api\"\nfor f in */function.json; do echo $f; done\n",
         [("removed-path-mentioned", 2)]),
        ("CODEOWNERS", "/services/api/Orders/ @me\n", [("removed-path-mentioned", 1)]),
        ("pyproject.toml", "[tool.ruff]\nexclude = ['services/api/Orders']\n", [("removed-path-mentioned", 2)]),
        ("Makefile", "lint:\n\tpylint services/api/Orders\n", [("removed-path-mentioned", 2)]),
        (".vscode/tasks.json", '{"tasks": [{"command": "flake8 ${workspaceFolder}/services/api/Orders/"}]}', [("removed-path-mentioned", 1)]),
        (".vscode/launch.json", '{"program": "services/api/Orders/__init__.py"}', [("removed-path-mentioned", 1)]),
        ("x.code-workspace", '{"folders": [{"path": "services/api/Orders/"}]}', [("removed-path-mentioned", 1)]),
        ("Containerfile", "FROM x\nCOPY services/api /app\nRUN rm services/api/Orders/function.json\n", [("removed-path-mentioned", 3)]),
        ("pack.ps1", "cd services/api\nCompress-Archive -Path Orders, host.json -DestinationPath a.zip\n", [("removed-path-mentioned", 2)]),
        ("pack.ps1", "cd services/api\nGet-ChildItem -Directory\nCopy-Item -Path */ out\n", [("script-not-packed", 3)]),
        ("pack.cmd", "xcopy services\\api\\Orders out\\Orders\n", [("removed-path-mentioned", 1)]),
        ("Jenkinsfile", "sh 'cd services/api && zip -r a.zip Orders host.json'\n", [("removed-path-mentioned", 1)]),
        ("justfile", "pack:\n  cp -r services/api/Orders out\n", [("removed-path-mentioned", 2)]),
        ("setup.cfg", "[mypy]\nfiles = services/api/Orders\n", [("removed-path-mentioned", 2)]),
        ("tox.ini", "[pytest]\ntestpaths = services/api/Orders/\n", [("removed-path-mentioned", 2)]),
        (".flake8", "[flake8]\nper-file-ignores = services/api/Orders/__init__.py:F401\n", [("removed-path-mentioned", 2)]),
        ("MANIFEST.in", "include services/api/Orders/function.json\n", [("removed-path-mentioned", 1)]),
        ("package.json", '{"scripts": {"lint": "pylint services/api/Orders"}}', [("removed-path-mentioned", 1)]),
        ("sonar-project.properties", "sonar.sources=services/api/Orders,services/api/Prices\n",
         [("removed-path-mentioned", 1), ("removed-path-mentioned", 1)]),
        ("infra/main.tf", 'locals { f = filebase64sha256("${path.module}/../services/api/Orders/function.json") }\n',
         [("removed-path-mentioned", 1)]),
        ("openapi.yml", "paths:\n  /api/Orders:\n    get: {}\n", []),
    ],
)  # fmt: skip
def test_build_files_around_the_app(tmp_path, path: str, text: str, expected: list[tuple[str, int]]) -> None:
    app = repository(tmp_path, "services/api", {path: text})
    assert said(notes_on(app, path=path)) == [(code, f"../../{path}", line) for code, line in expected]


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        ("setup.cfg", "[options]\npackages = Orders\n", [2]),
        (".coveragerc", "[run]\nsource =\n    Orders\n    shared\n", [3]),
        ("pyproject.toml", "[tool.isort]\nknown_first_party = ['shared', 'Orders']\n", [2]),
        ("tox.ini", "[flake8]\nexclude = docs\n\n[isort]\nprofile = Orders\n", []),
    ],
)
def test_settings_of_tools_that_name_packages_and_modules(tmp_path, path: str, text: str, lines: list[int]) -> None:
    app = repository(tmp_path, "api", {f"api/{path}": text})
    found = [note for note in notes_on(app, path=path) if note.code == "removed-path-mentioned"]
    assert [note.position.line for note in found] == lines


def test_a_script_that_opens_another_ones_file_is_told_that_it_is_gone(tmp_path) -> None:
    script = SCRIPT.replace("return 'x'", "return open('Orders/__init__.py').read()")
    app = repository(tmp_path, "api", {"api/Prices/__init__.py": script})
    (note,) = [note for note in notes_on(app, path="Prices/__init__.py") if note.code == "removed-module-used"]
    assert "mentions Orders/__init__.py" in note.message


@pytest.mark.parametrize("layout", ["blueprints", "in-place"])
@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("deploy.sh", "cd api\nzip -r p.zip Orders Prices host.json requirements.txt\n", 2),
        (
            ".github/workflows/d.yml",
            "steps:\n- run: zip -r p.zip Orders Prices host.json\n  working-directory: api\n",
            2,
        ),
        (".github/workflows/d.yml", "on:\n  push:\n    paths:\n    - 'api/Orders/**'\n", 4),
        ("Dockerfile", "FROM x\nCOPY api/Orders /x\nCOPY api/host.json /x\n", 2),
    ],
)
def test_in_the_other_layouts_the_folders_stay_and_the_script_is_missing(tmp_path, layout, path, text, line) -> None:
    app = repository(tmp_path, "api", {path: text})
    (note,) = notes_on(app, layout, path)
    assert (note.code, note.position.line) == (
        "script-not-copied" if path == "Dockerfile" else "script-not-packed",
        line,
    )


@pytest.mark.parametrize(
    "text",
    ["cd api\nzip -r p.zip . \n", "cd api\nzip -r p.zip Orders Prices *.py host.json\n", "cp -r api out\n",
     "cd api && tar czf p.tgz Orders Prices function_app.py\n", "pytest api/Orders\n"],
)  # fmt: skip
def test_what_packs_all_or_names_the_script_is_fine(tmp_path, text: str) -> None:
    app = repository(tmp_path, "api", {"deploy.sh": text})
    assert notes_on(app, "in-place", "deploy.sh") == []


@pytest.mark.parametrize(
    ("source", "mention"),
    [
        ("from api.Orders import main", "api.Orders"),
        ("import api.Orders as orders", "api.Orders"),
        ("from api import Orders", "api.Orders"),
        ("from ..api.Orders import main", "api.Orders"),
        ("import sys\n\nsys.path.append('api')\nfrom Orders import main", "Orders"),
        ("from unittest import mock\n\nmock.patch('api.Orders.requests')", "api.Orders.requests"),
        ("open('api/Orders/function.json')", "Orders/function.json"),
        ("ROOT.glob('*/function.json')", "function.json"),
        ("import importlib\n\nimportlib.import_module('api.Orders')", "api.Orders"),
        ("session.run('flake8', 'api/Orders')", "Orders"),
    ],
)
def test_python_around_the_app_that_imports_what_is_gone(tmp_path, source: str, mention: str) -> None:
    app = repository(tmp_path, "api", {"tests/test_orders.py": source})
    (note,) = notes_on(app, path="tests/test_orders.py")
    assert (note.code, f"mentions {mention}," in note.message) == ("removed-module-used", True), note.message


def test_other_apps_of_the_repository_are_their_own_business(tmp_path) -> None:
    app = repository(tmp_path, "api", {
        "jobs/host.json": "{}", "jobs/Orders/function.json": HTTP, "jobs/Orders/__init__.py": SCRIPT,
        "jobs/test_it.py": "from Orders import main\n", "jobs/Dockerfile": "FROM api\nCOPY Orders /x\n",
    })  # fmt: skip
    assert [note for note in notes_on(app) if note.path.startswith("..")] == []


def test_what_only_refers_to_a_function_goes_on_working(tmp_path) -> None:
    app = repository(tmp_path, "api", {
        "infra/events.tf": 'resource "azurerm_eventgrid_event_subscription" "s" {\n  azure_function_endpoint {\n'
                           '    function_id = "${azurerm_linux_function_app.api.id}/functions/Orders"\n  }\n}\n',
        "infra/apim.bicep": "resource key 'Microsoft.Web/sites/functions@2022-03-01' existing = {\n  name: 'Orders'\n}\n"
                            "var k = listKeys('${app.id}/functions/Orders', '2022-03-01')\n",
        "infra/apim.json": '{"$schema": "https://schema.management.azure.com/x/deploymentTemplate.json#", "resources": [], '
                           '"outputs": {"k": {"value": "[listkeys(resourceId(\'Microsoft.Web/sites/functions\', \'api\', '
                           '\'Orders\'), \'2022-03-01\')]"}}}',
    })  # fmt: skip
    assert [note for note in notes_on(app) if note.path.startswith("..")] == []


@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        ("main.tf", 'locals {}\nresource "azurerm_function_app_function" "orders" {\n  name = "Orders"\n}\n', (2, 1)),
        ("main.tf", 'resource "azapi_resource" "f" {\n  type = "Microsoft.Web/sites/functions@2022-03-01"\n}\n', (2, 3)),
        ("main.bicep", "resource f 'Microsoft.Web/sites/functions@2022-03-01' = {\n  name: 'Orders'\n}\n", (1, 1)),
        ("azuredeploy.json", '{"$schema": "https://schema.management.azure.com/x/deploymentTemplate.json#",\n"resources": [\n'
         '{"type": "Microsoft.Web/sites/functions", "name": "api/Orders", "apiVersion": "2022-03-01"}]}', (3, 2)),
        ("azuredeploy.json", '{"$schema": "https://schema.management.azure.com/x/deploymentTemplate.json#",\n"resources": [\n'
         '{"type": "Microsoft.Web/sites", "name": "api", "resources": [\n'
         '{"type": "functions", "name": "Orders", "apiVersion": "2022-03-01"}]}]}', (4, 2)),
        ("main.bicep", "resource a 'Microsoft.Web/sites@2022-03-01' = {\n  resource f 'functions' = {\n    name: 'Orders'\n  }\n}\n", (2, 3)),
        ("main.tf.json", '{"resource": {"azurerm_function_app_function": {"f": {"name": "Orders"}}}}\n', (1, 15)),
        ("Pulumi.yaml", "resources:\n  f:\n    type: azure-native:web:WebAppFunction\n", (3, 5)),
        ("__main__.py", "from pulumi_azure_native import web\n\nweb.WebAppFunction('Orders')\n", (3, 1)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("inside", [True, False])
def test_resources_that_are_functions(tmp_path, inside: bool, path: str, text: str, place: tuple[int, int]) -> None:
    app = repository(tmp_path, "api", {f"api/infra/{path}" if inside else f"infra/{path}": text})
    (note,) = [note for note in notes_on(app, path=path) if note.code == "function-resource"]
    assert (note.position.line, note.position.column) == place


def test_settings_of_an_editor_above_the_app(tmp_path) -> None:
    settings = '{\n  "azureFunctions.projectSubpath": "api",\n  "azureFunctions.projectLanguageModel": 1\n}\n'
    app = repository(tmp_path, "api", {".vscode/settings.json": settings})
    (note,) = notes_on(app, path="settings.json")
    assert (note.code, note.path, note.position.line) == ("settings-not-edited", "../.vscode/settings.json", 3)
    assert '"azureFunctions.projectLanguageModel": 2' in note.remedy


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        (".gitignore", "*\n!*/\n!*.json\n!__init__.py\n", "ignored-by-git"),
        ("api/.gitignore", "/*.py\n", "ignored-by-git"),
        (".dockerignore", "**/*.py\n!**/__init__.py\n", "ignored-module"),
        ("api/.funcignore", "*.py\n!__init__.py\n", "ignored-module"),
    ],
)
def test_ignore_files_that_hide_the_new_script(tmp_path, path: str, text: str, code: str) -> None:
    app = repository(tmp_path, "api", {path: text})
    (note,) = notes_on(app, path=Path(path).name)
    assert (note.code, note.position.line) == (code, 1)


def test_following_the_remedies_for_ignore_files_brings_the_script_back(tmp_path) -> None:
    app = repository(tmp_path, "api", {".gitignore": "*.py\n!__init__.py\n", "api/.funcignore": "*.py\n!__init__.py\n"})
    remedies = {note.code: note.remedy for note in notes_on(app)}
    (app / "function_app.py").touch()
    subprocess.run(["git", *remedies["ignored-by-git"].removeprefix("add it with git ").split()], cwd=app, check=True)
    tracked = subprocess.run(["git", "ls-files"], cwd=app, check=True, capture_output=True, text=True).stdout
    assert "function_app.py" in tracked
    (app / "function_app.py").unlink()
    with (app / ".funcignore").open("a") as file:
        file.write(remedies["ignored-module"].removeprefix("add a line ") + "\n")
    assert [note for note in notes_on(app) if note.code == "ignored-module"] == []


def test_the_setting_that_names_the_script_is_needed_in_azure_as_well(tmp_path) -> None:
    settings = '{"Values": {"PYTHON_SCRIPT_FILE_NAME": "main.py"}}'
    app = repository(tmp_path, "api", {"api/local.settings.json": settings})
    (note,) = notes_on(app, path="local.settings.json")
    assert (note.code, note.severity, note.position.column) == ("script-setting", "warning", 40)
    assert "PYTHON_SCRIPT_FILE_NAME=main.py" in note.remedy
    (tmp_path / "main.bicep").write_text("var s = { PYTHON_SCRIPT_FILE_NAME: 'main.py' }\n")
    assert notes_on(app, path="local.settings.json") == []


@pytest.mark.parametrize(
    ("path", "text", "said_of"),
    [
        (
            "host.json",
            '{"version": "2.0", "customHandler": {"description": {"defaultExecutablePath": "handler"}}}',
            "custom",
        ),
        ("local.settings.json", '{"Values": {"FUNCTIONS_WORKER_RUNTIME": "node"}}', "node"),
        ("local.settings.json", '{"Values": {"functions_worker_runtime": "Custom"}}', "custom"),
        ("Dockerfile", "FROM x\nENV A=b FUNCTIONS_WORKER_RUNTIME=custom\n", "custom"),
        ("Dockerfile", "FROM x\nENV FUNCTIONS_WORKER_RUNTIME powershell\n", "powershell"),
    ],
)
def test_an_app_that_another_worker_runs_is_refused(tmp_path, path: str, text: str, said_of: str) -> None:
    app = read_app(repository(tmp_path, "api", {f"api/{path}": text}))
    result = migrate_app(app, Options(), INDEXER.index)
    (note,) = result.notes
    assert (result.status, result.changes, note.code, note.path) == ("failed", (), "other-runtime", path)
    assert said_of in note.message


@pytest.mark.parametrize("text", ['{"Values": {"FUNCTIONS_WORKER_RUNTIME": "Python"}}', '{"Values": {}}', "{"])
def test_an_app_that_the_python_worker_runs_is_not(tmp_path, text: str) -> None:
    app = repository(
        tmp_path, "api", {"api/local.settings.json": text, "api/Dockerfile": "ENV FUNCTIONS_WORKER_RUNTIME=python\n"}
    )
    assert [note.code for note in notes_on(app)] == []


def test_functions_without_a_route_are_told_of_once(tmp_path) -> None:
    app = repository(tmp_path, "api", {})
    for name in ("Orders", "Prices"):
        (app / name / "function.json").write_text(HTTP.replace('"route": "x", ', ""))
    (note,) = notes_on(app)
    assert (note.code, note.severity) == ("route-written", "info")
    assert "Orders, Prices" in note.message


@pytest.mark.parametrize(
    ("copied", "instruction"),
    [
        ("COPY api/Orders /home/site/wwwroot/Orders\nCOPY api/Prices /home/site/wwwroot/Prices",
         "COPY api/function_app.py /home/site/wwwroot/"),
        ("COPY api/Ord* ./Orders/", "COPY api/function_app.py ./"),
        ("COPY api/*/ /home/site/wwwroot", "COPY api/function_app.py /home/site/wwwroot/"),
    ],
)  # fmt: skip
def test_the_remedy_for_a_dockerfile_brings_the_script_into_the_app(tmp_path, copied: str, instruction: str) -> None:
    app = repository(tmp_path, "api", {"Dockerfile": f"# of api\nFROM x\n{copied}\n"})
    (note,) = [note for note in notes_on(app, path="Dockerfile") if note.code == "script-not-copied"]
    assert note.remedy == f"add {instruction}"
    (tmp_path / "Dockerfile").write_text(f"FROM x\n{copied}\n{instruction}\n")
    assert [note for note in notes_on(app, path="Dockerfile") if note.code == "script-not-copied"] == []


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        ("deploy.sh", "cd api && zip -r ../x.zip Orders host.json\n", [1]),
        ("deploy.sh", "cd api\nls */function.json\nzip -r x.zip Orders host.json\n", [3]),
        ("build.yml", "on:\n  push:\n    paths: ['**/*.py']\njobs:\n  a:\n    steps:\n    - run: |\n        cd api\n"
         "        zip -r a.zip Orders Prices\n", [9]),
        ("build.yml", "on:\n  push:\n    paths:\n    - api/Orders/**\njobs:\n  a:\n    steps:\n    - run: cd api && zip a.zip Orders\n"
         "    - run: cd api && zip -r b.zip Prices\n", [4, 8, 9]),
        ("build.yml", "on:\n  push:\n    paths:\n    - api/Orders/**\n    - api/function_app.py\n", []),
        ("build.yml", "on:\n  push:\n    branches: ['*', '*/*']\n    tags-ignore: ['*/**']\n  a: {working-directory: api}\n", []),
        ("deploy.sh", 'cd "$DIR/api"\nzip -r x.zip Orders Prices host.json\n', [2]),
        ("deploy.sh", "APP=api\ncd $APP\nzip -r x.zip Orders Prices host.json\n", [3]),
        ("build.yml", "env:\n  PACKAGE: './api'\njobs:\n  a:\n    steps:\n    - run: zip -r a.zip Orders\n"
         "      working-directory: ${{ env.PACKAGE }}\n", [6]),
        ("deploy.sh", "cp models/a.pkl api/Orders/\ntar -xzf x.tgz -C api/Orders\nzip -d x.zip api/Orders\n# zip -r x api/Orders\n", []),
        ("build.yml", "steps:\n- uses: actions/checkout@v4\n- uses: actions/upload-artifact@v4\n  with:\n    path: |\n      api/Orders\n", [6]),
        ("build.yml", "steps:\n- uses: actions/download-artifact@v4\n  with:\n    path: api/Orders\n", []),
        ("Jenkinsfile", "dir('api') { sh 'zip -r a.zip Orders host.json' }\n", [1]),
        ("deploy.sh", "FUNCS=(Orders Prices)\nfor f in \"${FUNCS[@]}\"; do cp -r \"api/$f\" out/; done\n", [2]),
        ("deploy.sh", "readonly FUNCS=\"Orders Prices\"\ncd api\nzip -r x.zip $FUNCS\n", [3]),
        ("deploy.sh", "ROOT=$(git rev-parse --show-toplevel)\nzip -r x.zip $ROOT/api/Orders $ROOT/api/host.json\n", [2]),
        ("deploy.sh", "cp x.py api/Orders 2>/dev/null\ncp x.py api/Prices > log\ncp \\\n  x.py \\\n  api/Orders/\n", []),
        ("deploy.ps1", "Copy-Item x.py -Destination api/Orders\nCopy-Item x.py api\\Prices\nWrite-Host 'cp api/Orders'\n", []),
        ("deploy.cmd", "xcopy shared\\*.py api\\Prices /y\nrobocopy shared api\\Orders /E\n", []),
        ("build.yml", "- task: DeleteFiles@1\n  inputs:\n    SourceFolder: api\n    Contents: |\n      Prices\n", []),
        ("build.yml", "openapi: 3.0.0\npaths:\n  /orders:\n    get:\n      operationId: Orders\nx: api/y\n", []),
        (".pre-commit-config.yaml", "- id: black\n  files: |\n    (?x)^(\n      api/Orders/.*|\n      api/Prices/.*\n    )$\n", [2]),
        (".pre-commit-config.yaml", "- id: check-json\n  files: ^api/.*/function\\.json$\n", []),
        (".pre-commit-config.yaml", "- id: black\n  files: ^api/(Orders|Prices)/.*\\.py$\n", [2]),
        (".pre-commit-config.yaml", "- id: black\n  files: ^api/(Orders|Prices|function_app\\.py)\n", []),
        (".pre-commit-config.yaml", "- id: black\n  files: ^api/Orders/\n- id: x\n  files: ^api/.*\\.py$\n", [2]),
        ("deploy.sh", "zip -r x.zip api/{Orders,Prices} api/host.json\n", [1]),
        ("deploy.sh", "cp -r api/{Orders,function_app.py} out\n", []),
        ("deploy.sh", "cd api\nFUNCS=\"Orders Prices\"\nzip -r x.zip $FUNCS host.json\n", [3]),
        ("deploy.sh", "cd api\nfor f in Orders Prices; do\n  cp -r $f ../out/\ndone\n", [3]),
        ("deploy.sh", "for f in Orders Prices; do cp -r api/$f out/; done\ncp api/*.py api/host.json out/", []),
        ("deploy.sh", "cd api\nFUNCS=(\n  Orders\n  Prices\n)\ncp -r \"${FUNCS[@]}\" host.json ../out\n", [6]),
        ("pack.ps1", "$functions = @('Orders', 'Prices')\nforeach ($f in $functions) { Copy-Item api/$f out -Recurse }\n", [2]),
        ("build.yml", "strategy:\n  matrix:\n    fn: [Orders, Prices]\nsteps:\n"
         "- run: zip -r ${{ matrix.fn }}.zip api/${{ matrix.fn }}\n", [5]),
        ("build.yml", "strategy:\n  matrix:\n    fn:\n    - Orders\n    - Prices\nsteps:\n"
         "- run: zip -r ${{ matrix.fn }}.zip api/${{ matrix.fn }}\n", [7]),
        ("Makefile", "FUNCS := Orders Prices\npack:\n\tcd api && zip -r x.zip $(FUNCS) host.json\n", [3]),
        ("pack.cmd", "for %%f in (Orders Prices) do xcopy api\\%%f out\\%%f\n", [1]),
        ("deploy.sh", "FUNCS=$(ls -d api/*/)\ncp -r shared out\nfor f in api; do cp -r $f out; done\n", []),
    ],
)  # fmt: skip
def test_each_command_and_each_list_that_leaves_the_script_behind_is_named(tmp_path, path, text, lines) -> None:
    app = repository(tmp_path, "api", {path: text})
    found = [note for note in notes_on(app, "in-place", path) if note.code == "script-not-packed"]
    assert [note.position.line for note in found] == lines


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".github/workflows/docs.yml", "on:\n  push:\n    paths: ['docs/**']\n# the api has its own\n"),
        ("Makefile", "docs:\n\tcd docs && make html\n\tpytest test\n\trm -rf build\nrun:\n\tcd api && func start\n"),
        ("CODEOWNERS", "/docs/ @writers\n/api/ @coders\n"),
        ("pyproject.toml", '[tool.pytest.ini_options]\ntestpaths = ["test/"]\npythonpath = ["api"]\n'),
        ("smoke.sh", "cd api && func start &\nfor fn in docs test; do curl -sf https://x.net/api/$fn; done\n"),
        ("curl.sh", "curl $HOST/api/docs\ncurl ${HOST}/api/docs/\n"),
        ("ci.sh", "curl https://x.net/api/docs/\ncd node && for f in */function.json; do cat $f; done\n"),
    ],
)
def test_folders_of_the_repository_are_not_those_of_functions_that_are_called_alike(tmp_path, path, text) -> None:
    app = repository(
        tmp_path, "api", {path: text, "docs/index.md": "x", "test/x.txt": "", "build/x": "", "node/host.json": "{}"}
    )
    for name in ("docs", "test", "build"):
        (app / name).mkdir()
        (app / name / "function.json").write_text(HTTP.replace('"x"', f'"{name}"'))
        (app / name / "__init__.py").write_text(SCRIPT)
    assert said(notes_on(app, path=path)) == []


@pytest.mark.parametrize(
    ("path", "line", "remedy"),
    [
        ("a.yml", "paths: ['api/Orders/**']", "name api/function_app.py once instead, or remove the mention"),
        ("a.yml", "paths: ['!api/Orders/**']", "remove the mention"),
        ("a.yml", "- run: cd api && pytest --cov=Orders", "name function_app once instead, or remove the mention"),
        ("docker-compose.yml", "- ./api/Orders:/home/site/wwwroot/Orders",
         "name ./api/function_app.py:/home/site/wwwroot/function_app.py once instead, or remove the mention"),
        ("a.sh", "rm -rf api/Orders", "remove the mention"),
        ("a.sh", "zip -r x.zip . -x api/Orders/*", "remove the mention"),
        ("a.yml", "paths-ignore:\n- api/Orders/**", "remove the mention"),
        ("pyproject.toml", '[tool.ruff]\nexclude = [\n  "api/Orders",\n]', "remove the mention"),
        ("a.ps1", 'Copy-Item "$PSScriptRoot/api/Orders" out',
         "name $PSScriptRoot/api/function_app.py once instead, or remove the mention"),
        (".vscode/launch.json", '{"program": "${workspaceFolder}/api/Orders/__init__.py"}',
         "name ${workspaceFolder}/api/function_app.py once instead, or remove the mention"),
        ("a.sh", "jq . api/Orders/function.json", "remove the mention: decorators in function_app.py say what it said"),
        ("CODEOWNERS", "/api/Orders/ @me", "name /api/function_app.py once instead, or remove the mention"),
        ("Dockerfile", "COPY api/Orders /src/Orders", "write COPY api/function_app.py /src/ once instead"),
        (".dockerignore", "api/Orders", "remove the mention"),
        ("a.sh", "cp models/a.pkl api/Orders/", "name api/ instead, where function_app.py lies"),
        ("a.sh", "cd api/Orders && pytest", "name api/ instead, where function_app.py lies"),
        ("a.sh", "tar -xzf x.tgz -C api/Orders", "name api/ instead, where function_app.py lies"),
        ("a.yml", "working-directory: api/Orders", "name api/ instead, where function_app.py lies"),
        (".pre-commit-config.yaml", "exclude: ^api/(docs|Orders)/", "remove the mention"),
    ],
)  # fmt: skip
def test_remedies_can_be_followed_to_the_letter(tmp_path, path: str, line: str, remedy: str) -> None:
    app = repository(tmp_path, "api", {path: f"{line}\n"})
    found = [note for note in notes_on(app, path=path) if note.code == "removed-path-mentioned"]
    assert [note.remedy for note in found] == [remedy]


@pytest.mark.parametrize(
    ("dockerfile", "line"),
    [
        ("FROM x\nARG APP=services/api\nCOPY ${APP}/Orders /x/\nCOPY $APP/host.json /x/\n", 3),
        ("FROM x\nENV APP services/api\nCOPY ${APP}/Orders /x/\n", 3),
        ("FROM x\nCOPY ${UNKNOWN}/host.json /x/\nCOPY services/api/Orders /x/\n", 3),
        ("ARG APP\nFROM x\nCOPY ${APP} /x/\nCOPY services/api/Orders /x/\n", None),
    ],
)
def test_what_a_dockerfile_copies_is_known_where_its_arguments_are(tmp_path, dockerfile, line) -> None:
    app = repository(tmp_path, "services/api", {"Dockerfile": dockerfile})
    found = [note for note in notes_on(app, "in-place", "Dockerfile") if note.code == "script-not-copied"]
    assert [note.position.line for note in found] == ([line] if line else [])


def test_a_script_that_is_emptied_is_gone_for_whoever_imports_from_it(tmp_path) -> None:
    app = repository(tmp_path, "api", {"tests/test_it.py": "from api.Orders import main\nfrom api.Orders import rules\n",
                                       "api/Orders/rules.py": "A = 1\n"})  # fmt: skip
    assert [note.position.line for note in notes_on(app, path="test_it.py")] == [1]


SHARED = {"api/shared/__init__.py": "", "api/shared/prices.py": "from . import rates\nfrom __app__.shared import fees\n",
          "api/shared/rates.py": "", "api/shared/fees.py": "A = 1\n"}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("import os\n\nfrom api.shared import prices\n", [3]),
        ("import api.shared.prices as p\nfrom api.shared import prices\n", [1]),
        ("from api.shared.prices import rates\n", [1]),
        ("from api.shared import fees\n", []),
        ("from shared import prices\n", []),
        ("import sys\n\nsys.path.append('api')\nfrom api.shared import prices\n", []),
        (
            "# export PYTHONPATH=. before the api runs\nfrom unittest import mock\n\nmock.patch('api.shared.prices.rates')\n",
            [4],
        ),
    ],
)
def test_code_outside_that_imports_the_app_as_a_package_is_told_what_it_needs(tmp_path, source, lines) -> None:
    app = repository(tmp_path, "api", {**SHARED, "tests/test_it.py": source})
    found = [note for note in notes_on(app, path="test_it.py") if note.code == "package-import"]
    assert [note.position.line for note in found] == lines
    assert all("put api on the module search path" in note.remedy for note in found)


def test_an_app_in_a_folder_called_as_the_legacy_package_is_one_too(tmp_path) -> None:
    files = {path.replace("api/", "__app__/"): text for path, text in SHARED.items()}
    app = repository(tmp_path, "__app__", {**files, "tests/test_it.py": "from __app__.shared import prices\n"})
    assert said(notes_on(app, path="test_it.py")) == [("package-import", "../tests/test_it.py", 1)]


def test_a_host_json_in_the_folder_of_a_function_makes_no_other_app(tmp_path) -> None:
    app = repository(tmp_path, "api", {"api/Orders/host.json": "{}", "check.sh": "for f in api/*/function.json; do cat $f; done\n",
                                       "main.tf": 'resource "azurerm_function_app" "a" {\n  version = "~3"\n}\n'})  # fmt: skip
    told = {code for code, path, _ in said(notes_on(app)) if path.startswith("..")}
    assert told == {"removed-path-mentioned", "old-runtime"}


@pytest.mark.parametrize(
    ("requirements", "lines"),
    [
        ("requests\nazure-functions==1.11.2\n", [2]),
        ("requests\n", [1]),
        ("azure-functions\n", []),
        ("azure-functions>=1.2\n", []),
        ("azure-functions==1.21.0\n", []),
        ("azure-functions<1.5\n", [1]),
    ],
)
def test_requirements_above_an_app_that_has_none_are_those_that_count(tmp_path, requirements, lines) -> None:
    app = repository(tmp_path, "api", {"requirements.txt": requirements})
    (app / "requirements.txt").unlink()
    found = notes_on(app, path="requirements.txt")
    assert said(found) == [("requirements-elsewhere", "../requirements.txt", line) for line in lines]


def test_a_module_beside_the_file_that_imports_it_is_not_that_of_the_app(tmp_path) -> None:
    files = {"copy/tool.py": "from Orders import main\n", "copy/Orders/rules.txt": "x", "other.py": "import Prices\n"}
    app = repository(tmp_path, "api", files)
    assert notes_on(app, path=".py") == []
    (tmp_path / "conftest.py").write_text("import sys\n\nsys.path.append('api')\n")
    assert [note.path for note in notes_on(app, path=".py")] == ["../other.py"]
