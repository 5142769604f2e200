"""host.json, local.settings.json and .vscode/settings.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.version import Version

from pystein_migrate.model.app import App
from pystein_migrate.read.app import build_app
from pystein_migrate.settings.host_json import bundle_major, plan_bundle, route_prefix
from pystein_migrate.settings.local_settings import plan_local_settings
from pystein_migrate.settings.vscode import plan_vscode
from pystein_migrate.text import jsonc
from pystein_migrate.text.jsonc_edit import add_member
from pystein_migrate.text.raw import RawText

PREVIEW, PUBLIC = Version("1.11.3"), Version("1.21.0")


def app_of(path: str, text: str | bytes) -> App:
    files = {path: text if isinstance(text, bytes) else text.encode()}
    return build_app(Path("/app"), files, frozenset(files))


@pytest.mark.parametrize(
    ("version", "major"),
    [("[1.*, 2.0.0)", 1), ("[2.*, 3.0.0)", 2), ("[3.3.0, 4.0.0)", 3), ("[4.*, 5.0.0)", 4), ("[4.0.0, 5.0.0)", 4),
     ("[4.0.0]", 4), ("3.*", 3), ("[2.*, 4.0.0)", 3), ("[1.*,4.5.0)", 4), ("[3.*, )", 4), ("(2.0.0, 3.0.0]", 3), ("latest", None)],
)  # fmt: skip
def test_the_bundle_is_the_newest_that_the_range_admits(version: str, major: int | None) -> None:
    bundle = f'{{"id": "Microsoft.Azure.Functions.ExtensionBundle", /* c */ "version": "{version}"}}'
    text = f'{{"ExtensionBundle": {bundle},}}'
    assert bundle_major(app_of("host.json", text)) == major


def test_without_a_bundle_there_is_no_major() -> None:
    assert bundle_major(app_of("host.json", '{"version": "2.0"}')) is None
    assert bundle_major(app_of("host.json", "{broken")) is None
    assert bundle_major(app_of("x.json", "{}")) is None


@pytest.mark.parametrize(
    ("text", "prefix"),
    [("{}", "api"), ('{"extensions": {"http": {"routePrefix": ""}}}', ""), ("{", "api"), ('{"extensions": []}', "api"),
     ('\ufeff{"extensions": {"http": {"routePrefix": "v1/x"}}}', "v1/x")],
)  # fmt: skip
def test_the_route_prefix_is_api_unless_host_json_says_otherwise(text: str, prefix: str) -> None:
    assert route_prefix(app_of("host.json", text)) == prefix


def test_raising_the_bundle_changes_only_its_version() -> None:
    text = '\ufeff{\r\n  // keep\r\n  "version": "2.0",\r\n  "extensionBundle": {"id": "X", "version": "[2.*, 3.0.0)"}, // this\n}'
    (change,), notes = plan_bundle(app_of("host.json", text))
    assert change.after == text.replace("[2.*, 3.0.0)", "[4.*, 5.0.0)").encode()
    assert [(note.code, note.position.line, note.severity) for note in notes] == [("bundle-raised", 4, "warning")]
    assert plan_bundle(app_of("host.json", change.after or b"")) == ([], [])


def test_a_missing_bundle_is_added_and_explicit_extensions_get_a_note() -> None:
    files = {"host.json": b'{\n    "version": "2.0"\n}\n', "extensions.csproj": b""}
    (change,), notes = plan_bundle(build_app(Path("/app"), files, frozenset(files)))
    assert (change.after or b"").decode() == (
        '{\n    "version": "2.0",\n    "extensionBundle": {\n'
        '        "id": "Microsoft.Azure.Functions.ExtensionBundle",\n        "version": "[4.*, 5.0.0)"\n    }\n}\n'
    )
    assert [note.code for note in notes] == ["bundle-raised", "extensions-ignored"]


def test_a_bundle_without_an_id_gets_one() -> None:
    (change,), _ = plan_bundle(app_of("host.json", '{"extensionBundle": {}}'))
    assert json.loads(change.after or b"") == {
        "extensionBundle": {"id": "Microsoft.Azure.Functions.ExtensionBundle", "version": "[4.*, 5.0.0)"}
    }


@pytest.mark.parametrize("text", ["{", "[]", '{"extensionBundle": 3}'])
def test_a_host_json_that_cannot_be_edited_is_a_note_with_a_place(text: str) -> None:
    changes, notes = plan_bundle(app_of("host.json", text))
    assert changes == []
    assert [(note.code, note.path) for note in notes] == [("bundle-not-raised", "host.json")]
    assert "[4.*, 5.0.0)" in notes[0].remedy


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '{\r\n  "IsEncrypted": false,\r\n  "Values": {\r\n    "A": "s,e\\u0063", // secret\r\n    /* b */ "B": ""\r\n  }\r\n}',
            '{\r\n  "IsEncrypted": false,\r\n  "Values": {\r\n    "A": "s,e\\u0063", // secret\r\n    /* b */ "B": "", "AzureWebJobsFeatureFlags": "EnableWorkerIndexing"\r\n  }\r\n}',
        ),
        (
            '{"Values": {"A": "1", // last }\n  },}',
            '{"Values": {"A": "1", "AzureWebJobsFeatureFlags": "EnableWorkerIndexing", // last }\n  },}',
        ),
        (
            '{\n\t"Values": {\n\t\t"A": "1" // last\n\t}\n}\n',
            '{\n\t"Values": {\n\t\t"A": "1", // last\n\t\t"AzureWebJobsFeatureFlags": "EnableWorkerIndexing"\n\t}\n}\n',
        ),
        (
            '{\n  "Values": {\n    "A": "1",\n  }\n}\n',
            '{\n  "Values": {\n    "A": "1",\n    "AzureWebJobsFeatureFlags": "EnableWorkerIndexing",\n  }\n}\n',
        ),
        ('{"Values":{"A":"1"}}', '{"Values":{"A":"1", "AzureWebJobsFeatureFlags": "EnableWorkerIndexing"}}'),
        (
            '{\n  "Values": {}\n}',
            '{\n  "Values": {\n    "AzureWebJobsFeatureFlags": "EnableWorkerIndexing"\n  }\n}',
        ),
        (
            '{"Values": {"azurewebjobsfeatureflags": "EnableProxies"}}',
            '{"Values": {"azurewebjobsfeatureflags": "EnableProxies,EnableWorkerIndexing"}}',
        ),
    ],
)
def test_the_flag_is_added_for_the_preview_and_all_else_stays(before: str, after: str) -> None:
    (change,), notes = plan_local_settings(app_of("local.settings.json", before), PREVIEW)
    assert (change.after or b"").decode() == after
    assert [(note.code, note.severity) for note in notes] == [("feature-flag", "info")]
    assert plan_local_settings(app_of("local.settings.json", after), PREVIEW)[0] == []


def test_today_no_flag_is_needed() -> None:
    assert plan_local_settings(app_of("local.settings.json", '{"Values": {}}'), PUBLIC) == ([], [])


def test_no_settings_file_is_made() -> None:
    changes, notes = plan_local_settings(app_of("host.json", "{}"), PREVIEW)
    assert changes == []
    assert [note.code for note in notes] == ["feature-flag"]


@pytest.mark.parametrize("text", ["{", "[1]", '{"IsEncrypted": true, "Values": {}}', '{"Values": 1}'])
def test_settings_that_cannot_be_edited_are_a_note(text: str) -> None:
    changes, notes = plan_local_settings(app_of("local.settings.json", text), PREVIEW)
    assert changes == []
    assert "settings-not-edited" in {note.code for note in notes}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            '{\n  // mine\n  "azureFunctions.projectLanguage": "Python",\n  "editor.tabSize": 2\n}\n',
            '{\n  // mine\n  "azureFunctions.projectLanguage": "Python",\n  "azureFunctions.projectLanguageModel": 2,\n  "editor.tabSize": 2\n}\n',
        ),
        (
            '{\n  "azureFunctions.projectLanguageModel": 1, // old\n}',
            '{\n  "azureFunctions.projectLanguageModel": 2, // old\n}',
        ),
        ('{\n  "azureFunctions.projectLanguageModel": 2\n}', None),
        (
            '{\n  "azureFunctions.projectRuntime": "~3", // old\n  "azureFunctions.projectLanguageModel": 2\n}',
            '{\n  "azureFunctions.projectRuntime": "~4", // old\n  "azureFunctions.projectLanguageModel": 2\n}',
        ),
        ('{"azureFunctions.projectRuntime": "~4", "azureFunctions.projectLanguageModel": 2}', None),
        ('{"editor.tabSize": 2}', None),
        ("{}", None),
        (
            '{\r\n    "azureFunctions.scmDoBuildDuringDeployment": true\r\n}',
            '{\r\n    "azureFunctions.scmDoBuildDuringDeployment": true,\r\n    "azureFunctions.projectLanguageModel": 2\r\n}',
        ),
    ],
)
def test_vs_code_learns_the_new_model_where_it_knew_the_old_one(before: str, after: str | None) -> None:
    changes, notes = plan_vscode(app_of(".vscode/settings.json", before))
    assert notes == []
    assert [(change.after or b"").decode() for change in changes] == ([after] if after else [])


def test_vs_code_settings_that_cannot_be_parsed_are_a_note() -> None:
    changes, (note,) = plan_vscode(app_of(".vscode/settings.json", '{\n "azureFunctions.x": }'))
    assert changes == []
    assert (note.code, note.position.line) == ("settings-not-edited", 2)


space = st.sampled_from(["", " ", "\n", "\r\n  ", "\t", "/* c, } */", "// l, }\n", " // é\r\n", "/*\n*/"])
values = st.recursive(
    st.integers() | st.text(max_size=3) | st.booleans(),
    lambda inner: st.dictionaries(st.text(max_size=2), inner, max_size=2) | st.lists(inner, max_size=2),
    max_leaves=3,
)


@st.composite
def objects(draw: st.DrawFn) -> str:
    members = draw(st.dictionaries(st.text(max_size=3), values, max_size=3))
    parts = [
        draw(space) + json.dumps(key) + draw(space) + ":" + draw(space) + json.dumps(value) + draw(space)
        for key, value in members.items()
    ]
    trailing = "," + draw(space) if parts and draw(st.booleans()) else ""
    return "{" + ",".join(parts) + trailing + draw(space) + "}"


@given(objects(), st.data())
def test_a_member_is_added_to_any_layout_and_nothing_else_changes(text: str, data: st.DataObject) -> None:
    before = jsonc.parse(text)
    after_key = data.draw(st.sampled_from([None, *before.value]))
    raw = RawText.decode(text.encode())
    new = raw.edited(add_member(raw, before, "new key", "x", after=after_key)).decode()
    assert jsonc.parse(new).value == {**before.value, "new key": "x"}
    left = iter(new)
    assert all(char in left for char in text if not char.isspace()), "every character of the old text is still there"
