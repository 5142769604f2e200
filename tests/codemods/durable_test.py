"""Durable apps take the durable decorators where nothing else changes, and keep what is not certain."""

import json
import textwrap

import pytest
from migrated import migrate, write_files
from packaging.version import Version

HOST = '{"version": "2.0"}'
CLIENT = {"type": "durableClient", "direction": "in", "name": "starter"}
OLD_CLIENT = {**CLIENT, "type": "orchestrationClient"}
HTTP = [
    {"type": "httpTrigger", "direction": "in", "name": "req", "methods": ["post"], "route": "start"},
    {"type": "http", "direction": "out", "name": "$return"},
]
QUEUE = [{"type": "queueTrigger", "direction": "in", "name": "msg", "queueName": "q", "connection": "C"}]
ORCHESTRATION = {"type": "orchestrationTrigger", "direction": "in", "name": "context"}
ACTIVITY = {"type": "activityTrigger", "direction": "in", "name": "name"}
ENTITY = {"type": "entityTrigger", "direction": "in", "name": "context"}
NEEDS_DURABLE = {"requirements.txt": "azure-functions\nazure-functions-durable\n"}


def app(tmp_path, functions, **extra):
    """An app with ``functions``: name to (bindings, code) or (bindings, code, other keys of function.json)."""
    files = {"host.json": HOST, **NEEDS_DURABLE, **extra}
    for name, (bindings, code, *more) in functions.items():
        settings = {"bindings": bindings, **(more[0] if more else {})}
        files[f"{name}/function.json"] = json.dumps(settings)
        files[f"{name}/__init__.py"] = textwrap.dedent(code).lstrip("\n")
    return write_files(tmp_path, files)


def migrated(tmp_path, functions, **extra):
    root = app(tmp_path, functions, **extra)
    result = migrate(root)
    return (root / "function_app.py").read_text("utf-8"), result


def body(text):
    """What follows the line that makes the app."""
    return text.partition("app = func.FunctionApp(")[2].partition("\n")[2].strip("\n") + "\n"


def expected(text):
    return textwrap.dedent(text).lstrip("\n")


def notes_of(result, code):
    return [note for function in result.functions for note in function.notes if note.code == code] + [
        note for note in result.notes if note.code == code
    ]


# Orchestrators and entities


ORCHESTRATOR = """
    import azure.durable_functions as df


    def orchestrator_function(context: df.DurableOrchestrationContext):
        result = yield context.call_activity("Hello", "Tokyo")
        return result


    main = df.Orchestrator.create(orchestrator_function)
"""
HELLO = ([ACTIVITY], "def main(name: str) -> str:\n    return name\n")


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


        # The host calls this.
        # not the function itself
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
def test_a_property_that_the_decorator_cannot_carry_keeps_the_code_as_it_was(tmp_path, extra):
    text, result = migrated(tmp_path, {"Flow": ([{**ORCHESTRATION, **extra}], ORCHESTRATOR), "Hello": HELLO})

    assert "df.Orchestrator.create(" in text
    assert 'type="orchestrationTrigger"' in text
    assert all(function.verified for function in result.functions)
    assert len(notes_of(result, "dead-property")) == ("dataType" not in extra)


def test_an_activity_keeps_data_type_through_the_generic_decorator(tmp_path):
    text, _ = migrated(tmp_path, {"Hello": ([{**ACTIVITY, "dataType": "string"}], HELLO[1])})

    assert (
        '@app.generic_trigger(arg_name="name", type="activityTrigger", data_type=func.DataType.STRING)'
        in text.replace("\n    ", " ").replace("( ", "(").replace(",\n)", ")")
    )


def test_activities_of_an_app_without_the_durable_package_stay_generic(tmp_path):
    text, _ = migrated(tmp_path, {"Hello": HELLO}, **{"requirements.txt": "azure-functions\n"})

    assert "activity_trigger" not in text
    assert 'type="activityTrigger"' in text


# Clients


STARTER = """
    import azure.durable_functions as df
    import azure.functions as func


    async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
        client = df.DurableOrchestrationClient(starter)

        instance_id = await client.start_new("Flow")
        return client.create_check_status_response(req, instance_id)
"""
FLOW = ([ORCHESTRATION], ORCHESTRATOR)


def starter(tmp_path, code, bindings=None, **extra):
    functions = {"Start": ([*(bindings or [*HTTP, CLIENT])], code), "Flow": FLOW, "Hello": HELLO}
    return migrated(tmp_path, functions, **extra)


def section(text, name="Start"):
    """The section of the function ``name``, which is the last one in these apps."""
    mark = f'@app.function_name(name="{name}")'
    return mark + text.partition(mark)[2]


def test_the_client_is_the_parameter_and_the_local_variable_goes(tmp_path):
    text, result = starter(tmp_path, STARTER)

    assert section(text) == expected("""
        @app.function_name(name="Start")
        @app.route(route="start", methods=["POST"])
        @app.durable_client_input(client_name="starter")
        async def start(
            req: func.HttpRequest, starter: df.DurableOrchestrationClient
        ) -> func.HttpResponse:
            instance_id = await starter.start_new("Flow")
            return starter.create_check_status_response(req, instance_id)
    """)
    assert not notes_of(result, "durable-generic")


@pytest.mark.parametrize(
    ("code", "after"),
    [
        # Without an annotation there is none to follow; the import goes with its last use.
        (
            """
            from azure.durable_functions import DurableOrchestrationClient


            async def main(req, starter):
                client = DurableOrchestrationClient(starter)
                return client.create_check_status_response(req, await client.start_new("Flow"))
            """,
            """
            async def start(req, starter):
                return starter.create_check_status_response(req, await starter.start_new("Flow"))
            """,
        ),
        # One name for both.
        (
            """
            import azure.durable_functions as df


            async def main(req, starter: str):
                starter = df.DurableOrchestrationClient(starter)
                await starter.start_new("Flow")
            """,
            """
            async def start(req, starter: df.DurableOrchestrationClient):
                await starter.start_new("Flow")
            """,
        ),
        # Made where it is used.
        (
            """
            import azure.durable_functions as df


            async def main(req, starter: str):
                await df.DurableOrchestrationClient(starter).start_new("Flow")
            """,
            """
            async def start(req, starter: df.DurableOrchestrationClient):
                await starter.start_new("Flow")
            """,
        ),
        # A comment on the line is the user's; so is a variable that is assigned twice.
        (
            """
            import azure.durable_functions as df


            async def main(req, starter: str):
                client = df.DurableOrchestrationClient(starter)  # the client
                await client.start_new("Flow")
            """,
            """
            async def start(req, starter: df.DurableOrchestrationClient):
                client = starter  # the client
                await client.start_new("Flow")
            """,
        ),
        (
            """
            import azure.durable_functions as df


            async def main(req, starter: str):
                client = None
                if req.params:
                    client = df.DurableOrchestrationClient(starter)
                if client:
                    await client.start_new("Flow")
            """,
            """
            async def start(req, starter: df.DurableOrchestrationClient):
                client = None
                if req.params:
                    client = starter
                if client:
                    await client.start_new("Flow")
            """,
        ),
        # All that uses it stands in the same branch.
        (
            """
            import azure.durable_functions as df


            async def main(req, starter: str):
                if req.params:
                    # Only then.
                    client = df.DurableOrchestrationClient(starter)
                    return await client.start_new("Flow")
                return None
            """,
            """
            async def start(req, starter: df.DurableOrchestrationClient):
                if req.params:
                    # Only then.
                    return await starter.start_new("Flow")
                return None
            """,
        ),
        # A name in an f-string has no position before Python 3.12.
        (
            """
            import azure.durable_functions as df


            async def main(req, starter: str):
                client = df.DurableOrchestrationClient(starter)
                return f"{client.task_hub_name} {await client.start_new('Flow')}"
            """,
            """
            async def start(req, starter: df.DurableOrchestrationClient):
                client = starter
                return f"{client.task_hub_name} {await client.start_new('Flow')}"
            """,
        ),
        # Used by a function inside; made inside try; handed to a helper.
        (
            """
            import azure.durable_functions as df


            async def main(req, starter: str):
                try:
                    client = df.DurableOrchestrationClient(starter)

                    async def go(name):
                        return await client.start_new(name)

                    return await go("Flow")
                except ValueError:
                    return helper(client)


            def helper(client):
                return client
            """,
            """
            async def start(req, starter: df.DurableOrchestrationClient):
                try:
                    async def go(name):
                        return await starter.start_new(name)

                    return await go("Flow")
                except ValueError:
                    return helper(starter)


            def helper(client):
                return client
            """,
        ),
    ],
)
def test_the_client_by_data_flow(tmp_path, code, after):
    text, result = starter(tmp_path, code)

    assert section(text) == expected("""
        @app.function_name(name="Start")
        @app.route(route="start", methods=["POST"])
        @app.durable_client_input(client_name="starter")
    """) + expected(after)
    assert not notes_of(result, "durable-generic")


def test_the_class_is_annotated_by_the_name_that_its_module_has_after_the_move(tmp_path):
    """Most scripts mean another module by ``df``, so this one's gets a name of its own."""
    other = "import pandas as df\n\n\nasync def main(msg):\n    df.read_csv(msg)\n"
    functions = dict.fromkeys(("Load", "More"), (QUEUE, other))
    text, _ = migrated(tmp_path, {**functions, "Start": ([*HTTP, CLIENT], STARTER)})

    assert "import azure.durable_functions as start_df\n" in text
    assert "starter: start_df.DurableOrchestrationClient" in text
    assert "df.read_csv(msg)" in text


def test_a_line_that_would_grow_too_long_keeps_its_variable(tmp_path):
    line = "    await client.start_new('Flow', None, " + "1" * 46 + ")"
    assert len(line) == 88
    code = "import azure.durable_functions as df\n\n\nasync def main(req, starter):\n"
    code += f"    client = df.DurableOrchestrationClient(starter)\n{line}\n"

    text, _ = starter(tmp_path, code)

    assert "    client = starter\n    await client.start_new(" in text


GENERIC = '@app.generic_input_binding(arg_name="starter", type="durableClient")'


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def main(req, starter: str):\n    client = df.DurableOrchestrationClient(starter)\n    return str(client)\n", "not async def"),
        ("async def main(req, starter: str):\n    return json.loads(starter)['taskHubName']\n", "uses starter otherwise"),
        (
            "async def main(req, starter: str):\n    client = df.DurableOrchestrationClient(starter)\n    return client, starter\n",
            "uses starter otherwise",
        ),
        ("async def main(req, starter: str):\n    return make(starter)\n\n\ndef make(starter):\n    return df.DurableOrchestrationClient(starter)\n", "uses starter otherwise"),
        (
            "async def main(req, starter: str):\n    client = df.DurableOrchestrationClient(starter, 'id')\n    return client\n",
            "uses starter otherwise",
        ),
        (
            "async def main(req, starter: str):\n    client = df.DurableOrchestrationClient(starter)\n    return locals()\n",
            "by their text",
        ),
        (
            "async def main(req, starter: str):\n    df = req\n    client = df.DurableOrchestrationClient(starter)\n    return client\n",
            "uses starter otherwise",
        ),
        ("async def main(req, starter: str):\n    return None\n", "does not use starter"),
        (
            "def logged(f):\n    return f\n\n\n@logged\nasync def main(req, starter: str):\n    await df.DurableOrchestrationClient(starter).start_new('Flow')\n",
            "decorates main",
        ),
        (
            "async def main(req, starter: str):\n    starter = starter.strip()\n    return df.DurableOrchestrationClient(starter)\n",
            "uses starter otherwise",
        ),
    ],
)  # fmt: skip
def test_a_string_that_is_used_otherwise_stays_a_string(tmp_path, code, reason):
    text, result = starter(tmp_path, "import json\n\nimport azure.durable_functions as df\n\n\n" + code)

    assert GENERIC in text
    assert code.partition("    ")[2].partition("\n")[0] in text
    assert reason in notes_of(result, "durable-generic")[0].message


def test_the_folder_of_a_client_function_is_not_that_of_the_decorators_wrapper(tmp_path):
    code = """
        import azure.durable_functions as df


        async def main(req, starter: str, context):
            client = df.DurableOrchestrationClient(starter)
            with open(context.function_directory + "/names.txt") as names:
                await client.start_new(names.read())
    """
    text, _ = starter(tmp_path, code, **{"Start/names.txt": "Flow"})

    assert GENERIC in text
    assert "client = df.DurableOrchestrationClient(starter)" in text


def test_hub_and_connection_are_carried_and_an_external_client_stays_generic(tmp_path):
    carried = {**CLIENT, "taskHub": "%HUB%", "connectionName": "Other"}
    text, _ = starter(tmp_path / "a", STARTER, [*HTTP, carried])
    external, _ = starter(tmp_path / "b", STARTER, [*HTTP, {**CLIENT, "externalClient": True}])

    assert (
        '@app.durable_client_input(client_name="starter", task_hub="%HUB%", connection_name="Other")'
        in text.replace("(\n    ", "(").replace(",\n    ", ", ").replace(",\n)", ")")
    )
    assert 'type="durableClient"' in external
    assert "externalClient=True" in external
    assert "client = df.DurableOrchestrationClient(starter)" in external


def test_the_old_client_type_is_the_client_unless_only_it_lets_a_value_be_returned(tmp_path):
    with_output, _ = starter(tmp_path / "a", STARTER, [*HTTP, OLD_CLIENT])
    code = "import azure.durable_functions as df\n\n\nasync def main(msg, starter: str):\n"
    code += "    client = df.DurableOrchestrationClient(starter)\n    {}await client.start_new('Flow')\n"
    silent, _ = starter(tmp_path / "b", code.format(""), [*QUEUE, OLD_CLIENT])
    returning, result = starter(tmp_path / "c", code.format("return "), [*QUEUE, OLD_CLIENT])

    assert '@app.durable_client_input(client_name="starter")' in with_output
    assert '@app.durable_client_input(client_name="starter")' in silent
    assert '@app.generic_input_binding(arg_name="starter", type="orchestrationClient")' in returning
    assert "only orchestrationClient allows" in notes_of(result, "durable-generic")[0].message


def test_durable_decorators_are_innermost_below_retry_and_outputs(tmp_path):
    out = {"type": "queue", "direction": "out", "name": "answer", "queueName": "q", "connection": "C"}
    retry = {"strategy": "fixedDelay", "maxRetryCount": 2, "delayInterval": "00:00:10"}
    code = """
        import azure.durable_functions as df
        import azure.functions as func


        async def main(msg: func.QueueMessage, starter: str, answer: func.Out[str]) -> None:
            client = df.DurableOrchestrationClient(starter)
            answer.set(await client.start_new("Flow"))
    """
    root = app(tmp_path, {"Start": ([CLIENT, out, *QUEUE], code, {"retry": retry}), "Flow": FLOW, "Hello": HELLO})
    result = migrate(root)

    text = (root / "function_app.py").read_text("utf-8")
    names = [line.partition("(")[0] for line in section(text).splitlines() if line.startswith("@")]
    assert names == [
        "@app.function_name",
        "@app.queue_trigger",
        "@app.queue_output",
        "@app.retry",
        "@app.durable_client_input",
    ]
    assert all(function.verified for function in result.functions)


def test_only_one_binding_of_a_function_takes_a_durable_decorator(tmp_path):
    code = """
        import azure.durable_functions as df


        async def main(name: str, starter: str):
            client = df.DurableOrchestrationClient(starter)
            await client.start_new("Flow")
    """
    text, _ = starter(tmp_path, code, [ACTIVITY, CLIENT])

    assert '@app.activity_trigger(input_name="name")\nasync def start(name: str, starter: str):' in text
    assert GENERIC in text
    assert "client = df.DurableOrchestrationClient(starter)" in text


def test_an_activity_whose_other_binding_decides_its_result_keeps_the_order(tmp_path):
    """The last implicit output in function.json encodes what is returned, and the innermost decorator comes first."""
    out = {"type": "signalR", "direction": "out", "name": "push", "hubName": "h", "connectionStringSetting": "S"}
    code = "def main(name: str, push):\n    return name\n"

    first, _ = migrated(tmp_path / "a", {"Hello": ([ACTIVITY, out], code)})
    last, _ = migrated(tmp_path / "b", {"Hello": ([out, ACTIVITY], code)})

    assert '@app.activity_trigger(input_name="name")\ndef hello' in first
    assert "activity_trigger" not in last


# Names in strings


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


# Layouts


def test_a_blueprint_module_loses_the_handle_and_what_only_that_needed(tmp_path):
    code = """
        import logging

        from azure.durable_functions import DurableOrchestrationContext, Orchestrator


        def flow(context: DurableOrchestrationContext):
            logging.info("on")
            yield


        main = Orchestrator.create(flow)  # what the host calls
    """
    root = app(tmp_path, {"Flow": ([ORCHESTRATION], code)})
    migrate(root, layout="blueprints")

    assert (root / "Flow" / "__init__.py").read_text("utf-8") == expected("""
        import logging

        from azure.durable_functions import DurableOrchestrationContext
        import azure.functions as func

        bp = func.Blueprint()


        @bp.function_name(name="Flow")
        @bp.orchestration_trigger(context_name="context")
        def flow(context: DurableOrchestrationContext):
            logging.info("on")
            yield


        # what the host calls
    """)


def test_blueprints_declare_theirs_where_the_only_import_goes(tmp_path):
    code = """
        import azure.durable_functions as df


        def flow(context):
            yield


        main = df.Orchestrator.create(flow)
    """
    root = app(tmp_path, {"Flow": ([ORCHESTRATION], code)})
    migrate(root, layout="blueprints")

    assert (root / "Flow" / "__init__.py").read_text("utf-8") == expected("""
        import azure.functions as func

        bp = func.Blueprint()


        @bp.function_name(name="Flow")
        @bp.orchestration_trigger(context_name="context")
        def flow(context):
            yield
    """)


def test_in_place_only_activities_take_their_decorator(tmp_path):
    root = app(tmp_path, {"Flow": FLOW, "Hello": HELLO, "Start": ([*HTTP, CLIENT], STARTER)})
    migrate(root, layout="in-place")

    text = (root / "function_app.py").read_text("utf-8")
    assert 'app.activity_trigger(input_name="name")(hello)' in text
    assert 'type="orchestrationTrigger"' in text
    assert 'type="durableClient"' in text


def test_releases_without_durable_decorators_get_the_generic_ones(tmp_path):
    root = app(tmp_path, {"Flow": FLOW, "Hello": HELLO, "Start": ([*HTTP, CLIENT], STARTER)})
    migrate(root, target=Version("1.19.0"))

    text = (root / "function_app.py").read_text("utf-8")
    assert text.count("generic_") == 3
    assert "client = df.DurableOrchestrationClient(starter)" in text
