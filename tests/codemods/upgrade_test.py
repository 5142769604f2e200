"""Preview apps are upgraded, and the libraries of both times say whether the result is the same app."""

import json
import re
from functools import lru_cache
from pathlib import Path

import pytest
from packaging.version import Version
from wheels import UPSTREAM, copy_with, index_app, number_of, unpacked_library

from pystein_migrate.codemods.upgrade import upgrade_app
from pystein_migrate.facts import releases

CORPUS = Path(__file__).parents[2] / "corpus"
APPS = sorted(path.name for path in CORPUS.glob("preview_*"))
COSMOS_V4_KEYS = {
    "collectionName": "containerName",
    "connectionStringSetting": "connection",
    "leaseCollectionName": "leaseContainerName",
    "createLeaseCollectionIfNotExists": "createLeaseContainerIfNotExists",
}


def files_of(app):
    return {path.relative_to(app).as_posix(): path.read_bytes() for path in app.rglob("*") if path.is_file()}


def bundle_of(files):
    return int(re.search(rb'"\[(\d)', files["host.json"])[1])


def requirement_of(files):
    return files["requirements.txt"].decode().strip().split("==")[1]


def upgraded(files, target=releases.NEWEST, **options):
    options.setdefault("bundle_major", None)
    changes, notes, required = upgrade_app(files, target, **options)
    return {**files, **{change.path: change.after for change in changes}}, notes, required


def one_file(text, target=releases.NEWEST, **options):
    after, notes, _ = upgraded({"function_app.py": text.encode()}, target, **options)
    return after["function_app.py"].decode(), notes


NEWEST = str(releases.NEWEST)


@lru_cache
def original_metadata(name):
    app = CORPUS / name / "legacy"
    return json.dumps(index_app(unpacked_library(requirement_of(files_of(app))), app))


def in_app(body):
    return f"import azure.functions as func\n\napp = func.FunctionApp()\n\n\n{body}"


def without_newer_methods(index, known):
    """The HTTP app's function answers every method that its library knows; newer libraries know more."""
    for function in index.values():
        for binding in function["bindings"]:
            if "methods" in binding:
                binding["methods"] = [method for method in binding["methods"] if method in known]
    return index


@pytest.mark.parametrize("name", APPS)
@pytest.mark.parametrize("rename_schedule", [False, True])
@pytest.mark.parametrize("release", [NEWEST, UPSTREAM])
def test_a_preview_app_indexes_with_equal_metadata_in_the_newest_library(name, rename_schedule, release, tmp_path):
    app = CORPUS / name / "legacy"
    files = files_of(app)
    changes, _, required = upgrade_app(
        files, releases.NEWEST, bundle_major=bundle_of(files), rename_schedule=rename_schedule
    )
    after = copy_with(app, {change.path: change.after for change in changes}, tmp_path / "after")

    before = json.loads(original_metadata(name))
    if bundle_of(files) >= 4:
        for function in before.values():
            for binding in function["bindings"]:
                for old, new in COSMOS_V4_KEYS.items():
                    if old in binding:
                        binding[new] = binding.pop(old)

    known = {"GET", "POST", "DELETE", "HEAD", "PATCH", "PUT", "OPTIONS"}
    assert without_newer_methods(index_app(unpacked_library(number_of(release)), after), known) == before
    if required is not None:
        assert index_app(unpacked_library(str(required)), after) == before


@pytest.mark.parametrize("name", [name for name in APPS if name != "preview_timer"])
def test_a_preview_app_does_not_index_as_it_is(name, tmp_path):
    with pytest.raises(AssertionError, match=r"AttributeError|TypeError"):
        index_app(unpacked_library(NEWEST), CORPUS / name / "legacy")


@pytest.mark.parametrize("name", APPS)
@pytest.mark.parametrize("target", ["1.11.2", "1.12.0", "1.13.3", "1.18.0", "1.26.0", "2.3.0"])
def test_a_preview_app_indexes_in_every_target_version_and_a_second_run_changes_nothing(name, target, tmp_path):
    app = CORPUS / name / "legacy"
    files = files_of(app)
    options = {"bundle_major": bundle_of(files), "rename_schedule": True}
    changes, _, _ = upgrade_app(files, Version(target), **options)
    after = copy_with(app, {change.path: change.after for change in changes}, tmp_path / "after")

    indexed = index_app(unpacked_library(target), after)
    assert indexed.keys() == json.loads(original_metadata(name)).keys()
    again, _, _ = upgrade_app(files_of(after), Version(target), **options)
    assert again == []


@pytest.mark.parametrize("name", APPS)
def test_only_names_change_and_every_other_byte_stays(name):
    files = files_of(CORPUS / name / "legacy")
    changes, _, _ = upgrade_app(files, releases.NEWEST, bundle_major=3)
    for change in changes:
        assert change.before == files[change.path]
        assert change.after.count(b"\r\n") == change.before.count(b"\r\n")
        comments = re.compile(rb" #.*")
        assert comments.findall(change.after) == comments.findall(change.before)
        assert change.after.count(b"\n") == change.before.count(b"\n")


def test_an_app_on_ga_names_is_left_alone_without_a_note():
    app = (
        "import azure.functions as func\n"
        "app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)\n"
        "bp = func.Blueprint()\n"
        '@app.route(route="a", auth_level=func.AuthLevel.ADMIN)\n'
        '@app.cosmos_db_input(arg_name="d", connection="C", database_name="b", container_name="c")\n'
        '@app.retry(strategy="fixed_delay", max_retry_count=3, delay_interval="00:00:01")\n'
        "def a(req, d): ...\n"
        '@bp.schedule(schedule="* * * * * *", arg_name="t")\n'
        "def b(t): ...\n"
        '@bp.cosmos_db_trigger_v3("d", "b", "c", connection_string_setting="C")\n'
        "def c(d): ...\n"
    )
    assert upgrade_app({"function_app.py": app.encode()}, releases.NEWEST, bundle_major=4) == ([], [], None)


def test_the_app_object_is_found_under_any_name_and_unrelated_methods_stay():
    after, notes, _ = upgraded(files_of(CORPUS / "preview_modules" / "legacy"))
    billing = after["billing.py"].decode()
    assert "@apps.main_app.queue_output(" in billing
    assert "queue.write_queue(body=queue.read_blob(" in billing
    assert '@app.write_queue(arg_name="nothing")' in billing
    assert "@target.blob_output(" in after["orders/handlers.py"].decode()
    assert [note.code for note in notes] == ["preview-unknown-object"]


@pytest.mark.parametrize(
    ("imports", "app"),
    [
        ("import azure.functions", "azure.functions.FunctionApp()"),
        ("import azure.functions as af", "af.FunctionApp()"),
        ("from azure import functions", "functions.FunctionApp()"),
        ("from azure import functions as f", "f.Blueprint()"),
        ("from azure.functions import FunctionApp as App", "App()"),
        ("from azure.functions import *", "FunctionApp()"),
        ("from azure.functions.decorators import FunctionApp", "FunctionApp()"),
        ("import azure.durable_functions as df", "df.DFApp()"),
        ("import azure.functions as func\nclass Mine(func.FunctionApp): ...", "Mine()"),
        ("import azure.functions as func\ndef make() -> func.FunctionApp: ...", "make()"),
        ("import azure.functions as func\ndef make():\n    made = func.FunctionApp()\n    return made", "make()"),
        ("try:\n    import azure.functions as func\nexcept ImportError:\n    func = None", "func.FunctionApp()"),
    ],
)
@pytest.mark.parametrize("place", ["same file", "module", "relative", "alias", "module attribute"])
def test_every_way_to_get_at_an_app_object_is_understood(imports, app, place):
    use = '@{}.read_blob(arg_name="b", path="p", connection="c")\ndef use(b): ...\n'
    defining = f"{imports}\nthe_app = {app}\n"
    if place == "same file":
        files = {"function_app.py": f"{defining}again = the_app\n{use.format('again')}"}
        changed = "function_app.py"
    else:
        line, name = {
            "module": ("from package.apps import the_app", "the_app"),
            "relative": ("from .apps import the_app", "the_app"),
            "alias": ("from package import apps as a", "a.the_app"),
            "module attribute": ("import package.apps", "package.apps.the_app"),
        }[place]
        files = {"package/apps.py": defining, "package/other.py": f"{line}\n{use.format(name)}"}
        changed = "package/other.py"
    after, notes, _ = upgraded({path: text.encode() for path, text in files.items()})
    assert ".blob_input(" in after[changed].decode()
    assert notes == []


@pytest.mark.parametrize(
    "shadow",
    [
        "def f(app):\n    app.write_queue()\n",
        "def f():\n    app = Queue()\n    app.write_queue()\n",
        "def f():\n    for app in queues:\n        app.write_queue()\n",
        "def f():\n    app.write_queue()\n    app = Queue()\n",
        "[app.write_queue() for app in queues]\n",
        "g = lambda app: app.write_queue()\n",
        "def f():\n    with q() as app:\n        app.write_queue()\n",
        "class C:\n    def f(self):\n        self.write_queue()\n",
        "class C(func.FunctionApp):\n    def write_queue(self): ...\nC().write_queue()\n",
    ],
)
def test_a_name_that_hides_the_app_object_is_left_alone(shadow):
    after, notes = one_file(in_app(shadow))
    assert after == in_app(shadow)
    assert notes == []


def test_a_global_statement_reaches_the_app_object():
    after, _ = one_file(
        "import azure.functions as f\napp = None\ndef make():\n    global app\n    app = f.FunctionApp()\n"
        "    @app.write_blob(arg_name='x')\n    def g(x): ...\n"
    )
    assert "@app.blob_output(" in after


def test_an_attribute_that_a_class_sets_on_itself_is_an_app_object():
    text = (
        "import azure.functions as func\n"
        "class Functions:\n"
        "    def __init__(self, queue):\n"
        "        self.app = func.FunctionApp()\n"
        "        self.queue: Queue = queue\n"
        "    def declare(self):\n"
        "        @self.app.write_queue(arg_name='a', queue_name='q', connection='c')\n"
        "        def f(a): ...\n"
        "        self.queue.write_queue(arg_name='a')\n"
    )
    assert one_file(text) == (text.replace("self.app.write_queue", "self.app.queue_output"), [])


def test_a_decorator_that_is_named_in_a_string_is_noted():
    text = in_app("getattr(app, 'write_queue')(arg_name='a')\ngetattr(other, 'write_queue')\n")
    after, (note,) = one_file(text)
    assert after == text
    assert (note.code, note.position.line) == ("preview-dynamic-arguments", 6)


def test_a_decorator_of_something_unknown_is_left_with_a_note_that_says_where():
    text = "from elsewhere import app\n\n\n@app.write_queue(arg_name='x', queue_name='q')\ndef f(x): ...\n"
    after, (note,) = one_file(text)
    assert after == text
    assert (note.code, note.path, note.position.line, note.position.column) == (
        "preview-unknown-object", "function_app.py", 4, 2,
    )  # fmt: skip
    assert "queue_output" in note.remedy


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("func.FunctionApp(auth_level=X)", "func.FunctionApp(http_auth_level=X)"),
        ("func.FunctionApp(wsgi_app=None, auth_level=X)", "func.FunctionApp(http_auth_level=X)"),
        ("func.FunctionApp(wsgi_app=None)", "func.FunctionApp()"),
        ("func.FunctionApp(wsgi_app=site)", "func.WsgiFunctionApp(app=site)"),
        ("func.FunctionApp(asgi_app=site, auth_level=X)", "func.AsgiFunctionApp(app=site, http_auth_level=X)"),
        ("func.FunctionApp(wsgi_app=None, asgi_app=site)", "func.AsgiFunctionApp(app=site)"),
        ("func.FunctionApp(site, auth_level=X)", "func.WsgiFunctionApp(app=site, http_auth_level=X)"),
        ("func.FunctionApp(None, site, {}, X)", "func.AsgiFunctionApp(app=site, http_auth_level=X)"),
        ("func.FunctionApp(func.AuthLevel.ADMIN, wsgi_app=site)",
         "func.WsgiFunctionApp(http_auth_level=func.AuthLevel.ADMIN, app=site)"),
        ("func.FunctionApp(wsgi_app=site, app_kwargs={})", "func.WsgiFunctionApp(app=site)"),
        ("func.FunctionApp(wsgi_app=site, app_kwargs={'auth_level': X})",
         "func.WsgiFunctionApp(app=site, http_auth_level=X)"),
        ("func.FunctionApp(\n    wsgi_app=site,\n    auth_level=X,\n)",
         "func.WsgiFunctionApp(\n    app=site,\n    http_auth_level=X,\n)"),
    ],
)  # fmt: skip
def test_the_constructor_gets_its_new_names(before, after):
    text = "import azure.functions as func\nfrom somewhere import X, site\napp = {}\n"
    assert one_file(text.format(before))[0] == text.format(after)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("func.FunctionApp(wsgi_app=a, asgi_app=b)", "preview-two-http-apps"),
        ("func.FunctionApp(wsgi_app=a, **more)", "preview-dynamic-arguments"),
        ("func.FunctionApp(wsgi_app=a, app_kwargs={'methods': ['GET']})", "preview-app-kwargs"),
        ("func.FunctionApp(wsgi_app=a, app_kwargs={'auth_level': X}, auth_level=Y)", "preview-app-kwargs"),
        ("func.FunctionApp((a), auth_level=Y)", "preview-by-hand"),
        ("func.FunctionApp(asgi_app=None, # why\n    auth_level=Y)", "preview-by-hand"),
    ],
)
def test_a_constructor_that_no_argument_can_replace_stays_with_a_note(call, code):
    text = f"import azure.functions as func\napp = {call}\n"
    after, notes = one_file(text)
    assert after == text
    assert [(note.code, note.position.line) for note in notes] == [(code, 2)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from azure.functions import AuthLevel, FunctionApp\napp = FunctionApp(wsgi_app=s)\n",
         "from azure.functions import AuthLevel, WsgiFunctionApp\napp = WsgiFunctionApp(app=s)\n"),
        ("from azure.functions import FunctionApp\napp: FunctionApp = FunctionApp(asgi_app=s)\n",
         "from azure.functions import FunctionApp, AsgiFunctionApp\napp: FunctionApp = AsgiFunctionApp(app=s)\n"),
        ("from azure.functions import FunctionApp as App\napp = App(asgi_app=s)\n",
         "from azure.functions import AsgiFunctionApp as App\napp = App(app=s)\n"),
        ("from azure.functions import *\napp = FunctionApp(asgi_app=s)\n",
         "from azure.functions import *\napp = AsgiFunctionApp(app=s)\n"),
    ],
)  # fmt: skip
def test_a_class_that_was_imported_by_name_is_imported_by_its_new_name(before, after):
    assert one_file(before)[0] == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@app.retry(strategy='fixedDelay', max_retry_count=3)", "@app.retry(strategy='fixed_delay', max_retry_count=3)"),
        ('@app.retry("exponentialBackoff", 3)', '@app.retry("exponential_backoff", 3)'),
        ('@app.text_completion_input("a", prompt="p", model=M)', '@app.text_completion_input("a", prompt="p", chat_model=M)'),
        ('@app.embeddings_store_output("a", input="i", input_type=T, connection_name="c", collection="d", model=M)',
         '@app.embeddings_store_output("a", input="i", input_type=T, store_connection_name="c", collection="d", embeddings_model=M)'),
        ('@app.semantic_search_input("a", connection_name="c", collection="d", chat_model=M)',
         '@app.semantic_search_input("a", search_connection_name="c", collection="d", chat_model=M)'),
        ("@app.route(trigger_arg_data_type='STRING')", "@app.route(trigger_extra_fields={'dataType': 'STRING'})"),
        ("@app.on_blob_change('b', 'p', 'C', D)", "@app.blob_trigger('b', 'p', 'C', data_type=D)"),
        ("@app.write_event_grid('e', 'u', 'k', D)", "@app.event_grid_output('e', 'u', 'k', data_type=D)"),
        ("@app . write_queue(**common)", "@app . queue_output(**common)"),
        ("@app.write_queue(\n    # where to\n    queue_name='q',\n)", "@app.queue_output(\n    # where to\n    queue_name='q',\n)"),
        ("@app.cosmos_db_input(connection='C', database_name='d', collection_name='c')",
         "@app.cosmos_db_input(connection='C', database_name='d', container_name='c')"),
    ],
)  # fmt: skip
def test_a_decorator_gets_its_new_names(before, after):
    assert one_file(in_app(f"{before}\ndef f(a): ...\n")) == (in_app(f"{after}\ndef f(a): ...\n"), [])


def test_a_decorator_that_is_kept_or_applied_by_hand_is_renamed_too():
    after, notes = one_file(
        in_app("out = app.write_queue\nf = app.on_queue_change(arg_name='m')(app.write_blob(arg_name='b')(f))\n")
    )
    assert "out = app.queue_output\nf = app.queue_trigger(arg_name='m')(app.blob_output(arg_name='b')(f))" in after
    assert notes == []


def test_names_in_f_strings_and_other_strings_stay():
    text = in_app("log(f'{app.write_queue} ä')\nprint('app.write_queue')\n")
    assert one_file(text)[0] == text


def test_openai_names_change_only_for_a_library_that_has_the_new_ones():
    text = in_app('@app.text_completion_input(arg_name="a", prompt="p", model=M)\ndef f(a): ...\n')
    assert one_file(text, Version("1.23.0"))[0] == text


def test_cosmos_arguments_that_are_not_written_out_stay_with_a_note_on_bundle_4():
    text = in_app("@app.write_cosmos_db_documents(**common)\ndef f(a): ...\n")
    after, (note,) = one_file(text, bundle_major=4)
    assert after == text
    assert note.code == "preview-dynamic-arguments"


def test_cosmos_positional_arguments_get_their_extension_4_names():
    after, _ = one_file(
        in_app("@app.read_cosmos_db_documents('docs', 'db', 'coll', 'Conn', id='1')\ndef f(a): ...\n"), bundle_major=4
    )
    assert (
        "@app.cosmos_db_input(arg_name='docs', database_name='db', container_name='coll', connection='Conn', id='1')"
        in after
    )


def test_what_extension_4_does_not_read_is_noted():
    body = "@app.on_cosmos_db_update(arg_name='d', database_name='b', collection_name='c', connection_string_setting='C', checkpoint_interval=1)\ndef f(d): ...\n"
    _, notes = one_file(in_app(body), bundle_major=4)
    assert [note.code for note in notes] == ["cosmos-extension-4", "cosmos-extension-4-unread"]
    assert "checkpoint_interval" in notes[1].message


def test_cosmos_names_of_extension_4_need_a_library_that_has_them():
    body = in_app(
        "@app.write_cosmos_db_documents(arg_name='d', database_name='b', collection_name='c', connection_string_setting='C')\ndef f(d): ...\n"
    )
    after, (note,) = one_file(body, Version("1.12.0"), bundle_major=4)
    assert "@app.cosmos_db_output(arg_name='d', database_name='b', collection_name='c'" in after
    assert note.code == "cosmos-target-too-old"


def test_a_target_below_1_11_changes_nothing():
    files = files_of(CORPUS / "preview_first_names" / "legacy")
    assert upgrade_app(files, Version("1.10.1"), bundle_major=3) == ([], [], None)


def test_the_upgrade_to_1_11_takes_its_names():
    after, _, required = upgraded(files_of(CORPUS / "preview_first_names" / "legacy"), Version("1.11.2"))
    text = after["function_app.py"].decode()
    assert "FunctionApp(http_auth_level=AuthLevel.ADMIN)" in text
    assert "@functions.queue_trigger(" in text
    assert "@functions.write_queue(" in text
    assert required == Version("1.11.0")


@pytest.mark.parametrize(
    ("body", "required"),
    [
        ("@app.write_queue(arg_name='a')", "1.12.0"),
        ("@app.retry(strategy='fixedDelay')", "1.18.0"),
        ("@app.write_cosmos_db_documents(arg_name='a')", "1.14.0"),
        ("@app.write_blob(arg_name='a')\n@app.event_grid_output(arg_name='b', connection='c')", "1.21.0"),
    ],
)
def test_the_oldest_library_that_the_result_needs_is_told(body, required):
    text = in_app(f"{body}\ndef f(a, b): ...\n")
    assert upgrade_app({"function_app.py": text.encode()}, releases.NEWEST, bundle_major=3)[2] == Version(required)


def test_outputs_of_a_wsgi_app_need_a_library_whose_wsgi_apps_have_them():
    text = "import azure.functions as func\napp = func.FunctionApp(wsgi_app=s)\n@app.write_blob(arg_name='a')\ndef f(a): ...\n"
    _, notes, required = upgraded({"function_app.py": text.encode()}, Version("1.18.0"))
    assert required == Version("1.21.0")
    assert [note.code for note in notes] == ["target-too-old"]


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="BOM"),
        pytest.param(lambda text: ("# -*- coding: latin-1 -*-\n" + text).encode("latin-1"), id="Latin-1"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(lambda text: text.replace("\n", "\r\n", 2).encode(), id="mixed line ends"),
        pytest.param(lambda text: text.replace("\n", "\r").encode(), id="CR"),
    ],
)
def test_encoding_line_ends_and_bom_survive(encode):
    text = in_app("ä = 'ö'; app.write_queue; ß = 'é'; app.read_blob  # ü\n")
    after, _, _ = upgraded({"function_app.py": encode(text)})
    assert after["function_app.py"] == encode(
        text.replace("write_queue", "queue_output").replace("read_blob", "blob_input")
    )


@pytest.mark.parametrize("data", [b"def f(:\n", b"\x00", b"# -*- coding: nonsense -*-\n", b"x = '\xff'\n", b"(" * 5000])
def test_a_file_that_cannot_be_read_is_a_note_and_not_a_traceback(data):
    files = {"function_app.py": in_app("app.write_queue").encode(), "broken.py": data + b"  # write_queue"}
    _, notes, _ = upgraded(files)
    assert [(note.code, note.path) for note in notes] == [("unreadable-module", "broken.py")]


def test_a_doubtful_call_is_noted_only_in_an_app_that_has_preview_spellings():
    doubtful = "import azure.functions as func\nweb = func.FunctionApp(site.wsgi_app)\n"
    assert one_file(doubtful)[1] == []
    _, notes = one_file(f"{doubtful}web.write_blob\n")
    assert [note.code for note in notes] == ["preview-positional-arguments"]


def test_results_are_plain_data_that_reports_can_write():
    changes, notes, _ = upgrade_app(
        files_of(CORPUS / "preview_cosmos_db_v4" / "legacy"), releases.NEWEST, bundle_major=4
    )
    assert [change.path for change in changes] == ["function_app.py"]
    assert json.dumps([[note.code, note.message, note.remedy] for note in notes])


def indexed(text, release, folder):
    folder.mkdir()
    (folder / "function_app.py").write_text(text, encoding="utf-8")
    return index_app(unpacked_library(release), folder)


def test_cosmos_names_of_1_12_and_1_13_keep_their_metadata_on_bundle_3(tmp_path):
    text = in_app(
        "@app.cosmos_db_trigger('docs', 'db', 'coll', connection_string_setting='C')\n"
        "@app.cosmos_db_input(arg_name='old', database_name='db', collection_name='c', connection_string_setting='C')\n"
        "@app.cosmos_db_output(arg_name='new', database_name='db', collection_name='c', connection_string_setting='C')\n"
        "def f(docs, old, new): ...\n"
    )
    after, _ = one_file(text, bundle_major=3)
    assert indexed(after, NEWEST, tmp_path / "after") == indexed(text, "1.13.3", tmp_path / "before")


def test_openai_arguments_arrive_under_their_new_property(tmp_path):
    text = in_app(
        "@app.route()\n"
        "@app.text_completion_input(arg_name='text', prompt='p', model='m')\n"
        "@app.semantic_search_input(arg_name='found', connection_name='s', collection='c')\n"
        "def f(req, text, found): ...\n"
    )
    before = indexed(text, "1.23.0", tmp_path / "before")["f"]["bindings"]
    after = indexed(one_file(text)[0], NEWEST, tmp_path / "after")["f"]["bindings"]
    values = {binding["type"]: binding for binding in (*before, *after)}
    assert [binding.get("model") for binding in before if binding["type"] == "textCompletion"] == ["m"]
    assert values["textCompletion"]["chatModel"] == "m"
    assert "model" not in values["textCompletion"]
    assert values["semanticSearch"]["searchConnectionName"] == "s"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("class Mine(func.FunctionApp):\n    def declare(self):\n        @self.{0}(arg_name='m', queue_name='q', connection='c')\n"
         "        def f(m): ...\n\napp = Mine()\napp.declare()\n", "queue_trigger"),
        ("app = []\napp.append(1)\napp = func.FunctionApp()\n@app.{0}(arg_name='m', queue_name='q', connection='c')\n"
         "def f(m): ...\n", "queue_trigger"),
        ("def make():\n    if 1 > 2:\n        return func.FunctionApp()\n    return func.FunctionApp()\n\napp = make()\n"
         "@app.{0}(arg_name='m', queue_name='q', connection='c')\ndef f(m): ...\n", "queue_trigger"),
    ],
)  # fmt: skip
def test_what_an_app_object_is_agrees_with_the_library(before, after, tmp_path):
    text = f"import azure.functions as func\n\n{before}"
    upgraded_text, notes = one_file(text.format("on_queue_change"))
    assert (upgraded_text, notes) == (text.format(after), [])
    new = indexed(upgraded_text, NEWEST, tmp_path / "after")
    assert new == indexed(text.format("on_queue_change"), "1.10.1", tmp_path / "before")


@pytest.mark.parametrize(
    "call",
    ["on_blob_change('b', 'p', 'C', D, E)", f"write_cosmos_db_documents({', '.join(['x'] * 40)})"],
)
def test_a_call_with_more_positional_arguments_than_there_are_stays_with_a_note(call):
    text = in_app(f"@app.{call}\ndef f(b): ...\n@app.read_blob(arg_name='c')\ndef g(c): ...\n")
    after, notes = one_file(text, bundle_major=4)
    assert after == text.replace("read_blob", "blob_input")
    assert [(note.position.line, note.code) for note in notes] == [(6, "preview-by-hand")]
