"""The client that a function makes of its parameter is the parameter where nothing else changes."""

import pytest
from durable_apps import (
    CLIENT,
    GENERIC,
    HTTP,
    OLD_CLIENT,
    QUEUE,
    STARTER,
    expected,
    migrated,
    notes_of,
    section,
    starter,
)


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
