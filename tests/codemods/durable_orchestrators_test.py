"""Orchestrators, entities and activities take the durable decorators where nothing else changes."""

import json

import pytest
from durable_apps import (
    ACTIVITY,
    CLIENT,
    ENTITY,
    HELLO,
    HTTP,
    ORCHESTRATION,
    ORCHESTRATOR,
    STARTER,
    app,
    body,
    expected,
    migrated,
    notes_of,
)
from migrated import migrate, write_files


def test_an_orchestrator_is_decorated_and_its_handle_goes(tmp_path):
    text, _ = migrated(tmp_path, {"HelloFlow": ([ORCHESTRATION], ORCHESTRATOR), "Hello": HELLO})

    assert text == expected("""
        import azure.durable_functions as df
        import azure.functions as func

        app = func.FunctionApp()


        @app.function_name(name="Hello")
        @app.activity_trigger(input_name="name")
        def hello(name: str) -> str:
            return name


        @app.function_name(name="HelloFlow")
        @app.orchestration_trigger(context_name="context")
        def hello_flow(context: df.DurableOrchestrationContext):
            result = yield context.call_activity("Hello", "Tokyo")
            return result
    """)


@pytest.mark.parametrize(
    "code",
    [
        "from azure.durable_functions import Orchestrator\n\n\ndef f(context):\n    yield\n\n\nmain = Orchestrator.create(f)\n",
        "from azure.durable_functions import Orchestrator as O\n\n\ndef f(context):\n    yield\n\n\nmain = O.create(f)\n",
        "from azure import durable_functions\n\n\ndef f(context):\n    yield\n\n\nmain = durable_functions.Orchestrator.create(f)\n",
        "import azure.durable_functions\n\n\ndef f(context):\n    yield\n\n\nmain = azure.durable_functions.Orchestrator.create(f)\n",
        "import azure.durable_functions as df\n\n\n@df.Orchestrator.create\ndef main(context):\n    yield\n",
        "from azure.durable_functions import Orchestrator\n\n\n@Orchestrator.create\ndef main(context):\n    yield\n",
    ],
)
def test_every_spelling_of_an_orchestrator_becomes_the_decorator_without_a_leftover_import(tmp_path, code):
    text, result = migrated(tmp_path, {"Flow": ([ORCHESTRATION], code)})

    assert body(text) == expected("""

        @app.function_name(name="Flow")
        @app.orchestration_trigger(context_name="context")
        def flow(context):
            yield
    """)
    assert "Orchestrator" not in text
    assert not notes_of(result, "durable-generic")


def test_another_entry_point_and_two_orchestrators_of_one_script(tmp_path):
    code = """
        import azure.durable_functions as df


        def first(context: df.DurableOrchestrationContext):
            yield context.call_sub_orchestrator("Second")


        def other(context: df.DurableOrchestrationContext):
            yield


        run_first = df.Orchestrator.create(first)
        run_other = df.Orchestrator.create(other)
    """
    root = app(tmp_path, {"First": ([ORCHESTRATION], code, {"entryPoint": "run_first"})})
    second = {"scriptFile": "../First/__init__.py", "entryPoint": "run_other", "bindings": [ORCHESTRATION]}
    write_files(root, {"Second/function.json": json.dumps(second)})

    result = migrate(root)

    text = (root / "function_app.py").read_text("utf-8")
    assert [function.status for function in result.functions] == ["merged", "merged"]
    assert (
        'def first(context: df.DurableOrchestrationContext):\n    yield context.call_sub_orchestrator("Second")' in text
    )
    assert '@app.function_name(name="Second")\n@app.orchestration_trigger(context_name="context")\ndef second(' in text
    assert "run_" not in text


def test_an_entity_is_decorated(tmp_path):
    code = """
        from azure.durable_functions import DurableEntityContext, Entity


        def entity_function(context: DurableEntityContext):
            context.set_state(1)


        # The host calls this.
        main = Entity.create(entity_function)  # not the function itself
    """
    text, _ = migrated(tmp_path, {"Counter": ([ENTITY], code)})

    assert body(text) == expected("""

        @app.function_name(name="Counter")
        @app.entity_trigger(context_name="context")
        def counter(context: DurableEntityContext):
            context.set_state(1)
    """)


def test_functions_that_need_no_name_of_their_own_are_indexed_under_it(tmp_path):
    """Folders in snake_case: the durable decorators take the name from the function itself."""
    functions = {
        "hello_flow": ([ORCHESTRATION], ORCHESTRATOR.replace("Hello", "hello")),
        "hello": HELLO,
        "count": (
            [ENTITY],
            "import azure.durable_functions as df\n\n\n@df.Entity.create\ndef main(context):\n    pass\n",
        ),
        "start": ([*HTTP, CLIENT], STARTER),
    }
    text, _ = migrated(tmp_path, functions)

    assert "function_name" not in text
    namespace = {"__name__": "function_app"}
    exec(compile(text, "function_app.py", "exec"), namespace)
    assert sorted(f.get_function_name() for f in namespace["app"].get_functions()) == sorted(functions)


def test_orchestrators_of_the_same_name_in_two_scripts_are_told_apart(tmp_path):
    text, _ = migrated(
        tmp_path,
        {"FlowA": ([ORCHESTRATION], ORCHESTRATOR), "FlowB": ([ORCHESTRATION], ORCHESTRATOR), "Hello": HELLO},
    )

    assert "def flow_a(context" in text
    assert "def flow_b(context" in text
    assert "orchestrator_function" not in text


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        # The function is used by other code of the script, which would get a FunctionBuilder.
        (ORCHESTRATOR + "\n    TESTS = [orchestrator_function]\n", "no plain function of its own"),
        (ORCHESTRATOR + "\n    handle = main\n", "uses main itself"),
        # What the user's decorator returns may have no __name__, which create's wrapper needs.
        (
            """
            import azure.durable_functions as df


            def traced(function):
                return function


            @traced
            def orchestrator_function(context):
                yield


            main = df.Orchestrator.create(orchestrator_function)
            """,
            "no plain function of its own",
        ),
        (
            """
            import azure.durable_functions as df


            def make(name):
                def run(context):
                    yield context.call_activity(name)

                return run


            main = df.Orchestrator.create(make("Hello"))
            """,
            "no plain function of its own",
        ),
        (
            """
            class Orchestrator:
                @staticmethod
                def create(function):
                    return function


            def orchestrator_function(context):
                return context


            main = Orchestrator.create(orchestrator_function)
            """,
            "otherwise than with Orchestrator.create",
        ),
    ],
)
def test_an_orchestrator_that_is_more_than_that_keeps_its_handle(tmp_path, code, reason):
    text, result = migrated(tmp_path, {"Flow": ([ORCHESTRATION], code), "Hello": HELLO})

    assert 'app.generic_trigger(arg_name="context", type="orchestrationTrigger")' in text
    assert "orchestration_trigger" not in text
    assert reason in notes_of(result, "durable-generic")[0].message


def test_tests_that_import_an_orchestrator_still_find_a_generator(tmp_path):
    test = "from Flow import orchestrator_function\n\n\ndef test_it():\n    assert list(orchestrator_function(None))\n"
    text, result = migrated(
        tmp_path, {"Flow": ([ORCHESTRATION], ORCHESTRATOR), "Hello": HELLO}, **{"tests/test_flow.py": test}
    )

    assert "def orchestrator_function(context" in text
    assert "generic_trigger" in text
    assert notes_of(result, "durable-generic")[0].message.endswith("is used by other code as well")


@pytest.mark.parametrize("extra", [{"taskHub": "Hub"}, {"queueName": "%QUEUE%"}, {"dataType": "string"}])
def test_a_property_that_the_extension_does_not_read_is_no_obstacle_to_the_typed_decorator(tmp_path, extra):
    text, result = migrated(tmp_path, {"Flow": ([{**ORCHESTRATION, **extra}], ORCHESTRATOR), "Hello": HELLO})

    assert "@app.orchestration_trigger(context_name=" in text
    assert "generic" not in text
    assert not extra.keys() & set(text.split('"'))
    assert all(function.verified for function in result.functions)
    (note,) = notes_of(result, "dead-property")
    assert [note.path, note.message.split('"')[1]] == ["Flow/function.json", *extra]


def test_all_that_nothing_reads_is_one_note(tmp_path):
    flow = {**ORCHESTRATION, "taskHub": "Hub", "authLevel": "function"}
    activity = ([{**ACTIVITY, "dataType": "string"}], HELLO[1])
    text, result = migrated(tmp_path, {"Flow": ([flow], ORCHESTRATOR), "Hello": activity, "Other": activity})

    assert "generic" not in text
    (note,) = notes_of(result, "dead-property")
    assert note.message == 'nothing reads "authLevel", "dataType", "taskHub" of 3 bindings: left out'


def test_activities_of_an_app_without_the_durable_package_stay_generic(tmp_path):
    text, _ = migrated(tmp_path, {"Hello": HELLO}, **{"requirements.txt": "azure-functions\n"})

    assert "activity_trigger" not in text
    assert 'type="activityTrigger"' in text
