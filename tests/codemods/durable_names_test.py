"""Names of functions that durable code calls by strings."""

from durable_apps import ACTIVITY, HELLO, ORCHESTRATION, ORCHESTRATOR, app, expected, migrated, notes_of
from migrated import migrate


def test_names_that_no_function_has_are_noted_where_they_stand(tmp_path):
    code = """
        import azure.durable_functions as df


        def flow(context: df.DurableOrchestrationContext):
            yield context.call_activity("hello", 1)
            yield context.call_activity("Helo", 1)
            yield context.call_activity_with_retry(name="Gone", retry_options=None)
            yield context.call_sub_orchestrator("Sub" + "Flow")
            yield context.call_entity(df.EntityId("Nobody", "k"), "add")


        main = df.Orchestrator.create(flow)
    """
    _, result = migrated(tmp_path, {"Flow": ([ORCHESTRATION], code), "Hello": HELLO})

    found = notes_of(result, "unknown-function-name")
    assert [(note.path, note.position.line, note.message.split('"')[1]) for note in found] == [
        ("Flow/__init__.py", 6, "Helo"),
        ("Flow/__init__.py", 7, "Gone"),
        ("Flow/__init__.py", 9, "Nobody"),
    ]
    assert found[0].severity == "warning"


def test_names_given_in_function_json_are_known(tmp_path):
    custom = {**ACTIVITY, "activity": "Greeter"}
    code = ORCHESTRATOR.replace('"Hello"', '"Greeter"')
    text, result = migrated(tmp_path, {"Flow": ([ORCHESTRATION], code), "Hello": ([custom], HELLO[1])})

    assert '@app.activity_trigger(input_name="name", activity="Greeter")' in text
    assert not notes_of(result, "unknown-function-name")


def test_names_of_functions_that_are_decorated_already_are_known(tmp_path):
    script = """
        import azure.durable_functions as df

        app = df.DFApp()


        @app.activity_trigger(input_name="name")
        def greet(name: str):
            return name


        @app.activity_trigger(input_name="name", activity="Bow")
        def bend(name: str):
            return name
        """
    code = """
        import azure.durable_functions as df


        def flow(context: df.DurableOrchestrationContext):
            yield context.call_activity("greet", 1)
            yield context.call_activity("bow", 1)
            yield context.call_activity("wave", 1)


        main = df.Orchestrator.create(flow)
    """
    root = app(tmp_path, {"Flow": ([ORCHESTRATION], code)}, **{"function_app.py": expected(script)})

    result = migrate(root, include_hidden=True)

    assert [note.message.split('"')[1] for note in notes_of(result, "unknown-function-name")] == ["wave"]
