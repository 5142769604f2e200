"""Durable apps of both models do the same with the real azure-functions-durable: replay, clients, entities."""

import json
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from function_calls import done, entity, orchestration, run, started
from migrated import migrate

CORPUS = Path(__file__).parents[2] / "corpus"


def client_binding(address):
    links = {name: f"{address}/{name}/INSTANCEID" for name in ("statusQueryGetUri", "terminatePostUri")}
    return json.dumps(
        {
            "taskHubName": "hub",
            "creationUrls": {"createNewInstancePostUri": f"{address}/create"},
            "managementUrls": {"id": "INSTANCEID", **links},
            "rpcBaseUrl": f"{address}/rpc/",
        }
    )


@pytest.fixture
def extension():
    """A stand-in for the durable extension's HTTP endpoint, and what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            asked.append((self.command, self.path, body))
            found = json.dumps({"id": "started-1"} if "orchestrators" in self.path else {"runtimeStatus": "Completed"})
            self.send_response(202 if self.command == "POST" else 200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(found.encode())

        do_GET = do_POST = do_DELETE = answer  # noqa: N815

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=["single", "blueprints", "in-place"])
def layout(request):
    return request.param


def both(tmp_path, app, calls, layout, asked=None):
    """What the legacy app and its migration answer; also what each asked the extension."""
    legacy, after = tmp_path / "legacy", tmp_path / "after"
    shutil.copytree(app, legacy)
    shutil.copytree(app, after)
    migrate(after, layout=layout)
    first = run(legacy, "legacy", calls)
    seen = list(asked or [])
    if asked:
        asked.clear()
    second = run(after, "decorators", calls)
    return (first, seen), (second, list(asked or []))


def without_times(answers):
    for answer in answers:
        state = json.loads(answer["result"])
        for result in state["results"]:
            result["duration"] = result["executionStartTime"] = result["startTime"] = 0
        answer["result"] = state
    return answers


def test_orchestrators_schedule_the_same_at_their_first_turn_and_on_replay(tmp_path, layout):
    order = {"id": "o-1", "total": 5000, "customer": "Ada"}
    calls = [
        orchestration("HelloSequence", started("HelloSequence")),
        orchestration("HelloSequence", started("HelloSequence") + done(0, "SayHello", "Hello Tokyo!")),
        orchestration("BackupSite", started("BackupSite", "site"), "site"),
        orchestration("BackupSite", started("BackupSite", "site") + done(0, "ListFiles", ["a", "b"]), "site"),
        orchestration("ProcessOrder", started("ProcessOrder", order), order),
        orchestration("Approval", started("Approval", "o-1"), "o-1"),
    ]

    (before, _), (after, _) = both(tmp_path, CORPUS / "durable" / "legacy", calls, layout)

    assert after == before
    actions = [json.loads(answer["result"])["actions"] for answer in before]
    assert [len(turn) for turn in actions] == [1, 2, 1, 2, 1, 1]
    assert actions[0][0][0]["functionName"] == "SayHello"


def test_entity_operations_leave_the_same_state_and_results(tmp_path, layout):
    calls = [
        entity("Counter", None, ("add", 5), ("add", 2), ("get", None)),
        entity("Counter", 7, ("reset", None), ("get", None)),
        entity("Counter", 7, ("add", "no number")),
    ]

    (before, _), (after, _) = both(tmp_path, CORPUS / "durable" / "legacy", calls, layout)

    assert without_times(after) == without_times(before)
    assert before[0]["result"]["entityState"] in (7, "7")
    assert before[2]["result"]["results"][0]["isError"]


def test_clients_ask_the_extension_the_same_and_answer_the_same(tmp_path, layout, extension):
    address, asked = extension
    starter = client_binding(address)

    def request(path, **more):
        return {"kind": "request", "url": f"https://app/api/{path}", **more}

    calls = [
        {
            "function": "HttpStart",
            "arguments": {
                "req": request("orchestrators/HelloSequence", route={"functionName": "HelloSequence"}, body='{"a": 1}'),
                "starter": starter,
            },
        },
        {
            "function": "Approve",
            "arguments": {"req": request("approvals/i-1", route={"instance": "i-1"}), "starter": starter},
        },
        {
            "function": "CountStart",
            "arguments": {
                "req": request("counters/k", route={"key": "k"}, params={"by": "3"}),
                "client": starter,
            },
        },
        {
            "function": "CountRead",
            "arguments": {"req": request("counters/k", route={"key": "k"}, method="GET"), "client": starter},
        },
    ]

    (before, asked_before), (after, asked_after) = both(tmp_path, CORPUS / "durable" / "legacy", calls, layout, asked)

    assert after == before
    assert before[0]["result"]["status"] == 202
    assert asked_after == asked_before
    assert asked_before[0][:2] == ("POST", "/rpc/orchestrators/HelloSequence")


def test_clients_out_of_the_textbook_behave_the_same(tmp_path, layout, extension):
    address, asked = extension
    starter = client_binding(address)
    request = {"kind": "request", "url": "https://app/api/exports/7", "route": {"id": "7"}, "params": {"pages": "2"}}
    start = {"kind": "queue", "body": json.dumps({"do": "start"})}
    idle = {"kind": "queue", "body": json.dumps({"do": "nothing"})}
    out = {"kind": "out"}
    calls = [
        {"function": "Branch", "arguments": {"msg": start, "starter": starter, "answer": out}},
        {"function": "Branch", "arguments": {"msg": idle, "starter": starter, "answer": out}},
        {"function": "OldStarter", "arguments": {"req": request, "starter": starter}},
        {"function": "QueueStarter", "arguments": {"msg": {"kind": "queue", "body": "3"}, "starter": starter}},
        {"function": "Stored", "arguments": {"req": request, "starter": starter}},
        {"function": "SyncStatus", "arguments": {"req": request, "starter": starter}},
        {"function": "HelperClient", "arguments": {"timer": None, "starter": starter}},
        {"function": "Monitor", "arguments": {"timer": None, "starter": starter}},
        orchestration("Export", started("Export", 2), 2),
        orchestration("NightlyExport", started("NightlyExport", 1), 1),
    ]

    (before, asked_before), (after, asked_after) = both(
        tmp_path, CORPUS / "durable_clients" / "legacy", calls, layout, asked
    )

    assert after == before
    assert before[0]["outputs"] == {"answer": "started-1"}
    assert before[1]["outputs"] == {"answer": "nothing to do"}
    assert asked_after == asked_before
    assert len(asked_before) >= 6
