"""What functions return, and what they say that they return."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from pystein_migrate.facts.catalogue import NO_IMPLICIT_OUTPUT
from pystein_migrate.model.note import Position
from pystein_rules.annotations import accepted_output
from pystein_rules.base import Proof, one_fix
from pystein_rules.diagnostics import Diagnostic, FileEdit, Fix
from pystein_rules.entries import Entry, SignatureRule
from pystein_rules.examples import HELLO, script
from pystein_rules.project import Project
from pystein_rules.walks import is_generator, returns_of


class ReturnAnnotation(SignatureRule):
    code = "PYS305"
    name = "wrong-return-annotation"
    message = "The return annotation does not fit the `$return` binding"
    what = "Checks the return annotation of functions with a `$return` binding, as every `route` declares one for HTTP."
    why = (
        "The worker compares it with the binding: `FunctionLoadError: cannot load the hello function: Python return "
        'annotation "NoneType" does not match binding type "http"`. The whole app fails, for HTTP with everything but '
        "`func.HttpResponse` and `str`."
    )
    source = "azure-functions-runtime, Registry.get_function_return_type"
    fix = "always"
    fix_safety = "The annotation is removed, which nothing but type checkers notice; that is safe."
    bad = script(HELLO.replace("-> func.HttpResponse", "-> dict"))
    good = script()
    proof = Proof("worker", "does not match binding type")

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        bound = entry.binding("$return")
        returns = entry.node.returns
        if bound is None or returns is None or bound.type is None or bound.direction != "out":
            return
        annotation = entry.resolver.read(returns)
        wrong = annotation.kind in ("optional", "builtin-generic", "typing-list", "out")
        if wrong or not accepted_output(bound.type, annotation):
            file = project.python(entry.path)
            written = file.segment(returns) if file else "?"
            message = f'the worker does not accept the return annotation "{written}" for the {bound.type} output'
            yield self.at_node(project, entry.path, returns, message, self._removed(project, entry, returns))

    def _removed(self, project: Project, entry: Entry, returns: ast.expr) -> Fix | None:
        file = project.python(entry.path)
        if file is None:
            return None
        start, end = file.start(returns), file.end(returns)
        line = file.lines[start.line - 1]
        arrow = line.rfind("->", 0, start.column - 1)
        if arrow < 0 or line[arrow + 2 : start.column - 1].strip():
            return None
        begin = len(line[:arrow].rstrip())
        edit = FileEdit(entry.path, Position(start.line, begin + 1), end, "")
        return one_fix("Remove the return annotation", "safe", edit)


class UnencodableHttpResult(SignatureRule):
    code = "PYS308"
    name = "unencodable-http-result"
    severity = "warning"
    message = "An HTTP function returns something that the worker cannot send"
    what = "Checks `return` in HTTP functions for `None`, dicts, lists, tuples, numbers and bytes."
    why = (
        'The call ends in HTTP 500: `TypeError: unable to encode outgoing TypedData: unsupported type "<class '
        '\'azure.functions.http.HttpResponseConverter\'>" for Python type "dict"`. Only `func.HttpResponse` and `str` '
        "work."
    )
    source = "azure-functions, HttpResponseConverter.encode"
    bad = script("@app.route(route='hello')\ndef hello(req: func.HttpRequest):\n    return {'hello': 'world'}\n")
    good = script(
        "import json\n\n\n@app.route(route='hello')\ndef hello(req: func.HttpRequest):\n"
        "    return func.HttpResponse(json.dumps({'hello': 'world'}))\n"
    )

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        bound = entry.binding("$return")
        if bound is None or bound.type != "http":
            return
        for node in returns_of(entry.node):
            kind = _literal_kind(node.value)
            if kind and kind != "str":
                message = f"{entry.title} returns {kind}; HTTP functions return a func.HttpResponse or a str"
                yield self.at_node(project, entry.path, node, message)


def _literal_kind(node: ast.expr | None) -> str:
    """What a returned expression surely is: "None", "a dict", …, "str"; "" where that cannot be told."""
    if node is None:
        return "None"
    if isinstance(node, ast.Constant):
        value = node.value
        if value is None or isinstance(value, str):
            return "None" if value is None else "str"
        return (
            ""
            if value is Ellipsis
            else {"bytes": "bytes", "int": "an int"}.get(kind := type(value).__name__, f"a {kind}")
        )
    if isinstance(node, ast.JoinedStr):
        return "str"
    displays = {
        ast.Dict: "a dict", ast.DictComp: "a dict", ast.List: "a list", ast.ListComp: "a list", ast.Tuple: "a tuple",
        ast.Set: "a set", ast.SetComp: "a set",
    }  # fmt: skip
    return next((kind for shape, kind in displays.items() if isinstance(node, shape)), "")


QUEUE = "@app.queue_trigger(arg_name='msg', queue_name='work', connection='AzureWebJobsStorage')\n"


class ReturnWithoutBinding(SignatureRule):
    code = "PYS309"
    name = "return-without-binding"
    severity = "warning"
    message = "A function returns a value that no binding takes"
    what = "Checks for a returned value in functions that are not HTTP and have no output named `$return`."
    why = (
        "Each call fails after its work is done: `RuntimeError: function 'work' without a $return binding returned a "
        "non-None value`."
    )
    source = "azure-functions-runtime, handle_event.invocation_request"
    bad = script(QUEUE + "def work(msg: func.QueueMessage):\n    return 'done'\n")
    good = script(
        "@app.queue_output(arg_name='$return', queue_name='done', connection='AzureWebJobsStorage')\n"
        + QUEUE
        + "def work(msg: func.QueueMessage):\n    return 'done'\n"
    )

    def check_entry(self, project: Project, entry: Entry) -> Iterator[Diagnostic]:
        if entry.binding("$return") or is_generator(entry.node):
            return
        if any(bound.type not in NO_IMPLICIT_OUTPUT for bound in entry.bindings):
            return
        for node in returns_of(entry.node):
            if _literal_kind(node.value) not in ("", "None"):
                message = f"{entry.title} returns a value, but has no $return binding"
                yield self.at_node(project, entry.path, node, message)
