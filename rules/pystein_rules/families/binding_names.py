"""Names of bindings."""

from __future__ import annotations

from collections.abc import Iterator

from pystein_migrate.read.function_json import BINDING_NAME
from pystein_rules.base import Rule
from pystein_rules.diagnostics import Diagnostic
from pystein_rules.examples import HELLO, script
from pystein_rules.functions import own_functions, title
from pystein_rules.project import Project


class DuplicateBindingName(Rule):
    code = "PYS311"
    name = "duplicate-binding-name"
    message = "Two bindings of a function have the same name"
    what = (
        "Checks that the names of a function's bindings differ in more than case. `route` declares a `$return` of its "
        "own."
    )
    why = (
        "The worker accepts it, the host drops the function: `Multiple bindings with name '$return' discovered. "
        "Binding "
        "names must be unique.`"
    )
    source = "azure-functions-host, FunctionDescriptorProvider.ValidateFunction"
    bad = script("@app.queue_output(arg_name='$return', queue_name='q', connection='AzureWebJobsStorage')\n" + HELLO)
    good = script(
        "@app.queue_output(arg_name='out', queue_name='q', connection='AzureWebJobsStorage')\n"
        + HELLO.replace("HttpRequest)", "HttpRequest, out: func.Out[str])")
    )

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            seen: set[str] = set()
            for binding in reversed(function.bindings()):
                if binding.name is None or binding.step.call is None:
                    continue
                if binding.name.lower() in seen:
                    message = f'{title(function)} has another binding named "{binding.name}"'
                    yield self.at_node(project, function.module, binding.name_node, message)
                seen.add(binding.name.lower())


class InvalidBindingName(Rule):
    code = "PYS312"
    name = "invalid-binding-name"
    message = "The host refuses the name of a binding"
    what = "Checks binding names against the host's rule: letters, digits and single underscores, or `$return`."
    why = "The worker accepts it, the host drops the function: `The binding name my__timer is invalid.`"
    source = "azure-functions-host, Utility.ValidateBinding (4.1038; older hosts refuse every underscore)"
    bad = script(
        "@app.schedule(arg_name='my__timer', schedule='0 0 * * * *')\ndef tick(my__timer: func.TimerRequest):\n    "
        "pass\n"
    )
    good = script(
        "@app.schedule(arg_name='my_timer', schedule='0 0 * * * *')\ndef tick(my_timer: func.TimerRequest):\n    pass\n"
    )

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for function in own_functions(project):
            for binding in function.bindings():
                if binding.name is not None and not BINDING_NAME.fullmatch(binding.name):
                    message = f'the host refuses "{binding.name}" as a binding name'
                    yield self.at_node(project, function.module, binding.name_node, message)
