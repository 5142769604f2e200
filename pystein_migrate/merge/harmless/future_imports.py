"""``from __future__ import annotations`` of one script would hold for all of function_app.py."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.codemods.script import Script

from .proof import Candidates

# Code that looks at annotations as objects, which `from __future__ import annotations` makes strings of.
_READS_ANNOTATIONS = re.compile(
    r"__annotations__|get_type_hints|annotationlib|inspect|dataclass|NamedTuple|TypedDict|"
    r"pydantic|attrs?\b|singledispatch|marshmallow"
)


def future_imports(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts whose future import would change what others see of their annotations."""
    scripts = candidates.scripts
    with_future = [script for script in scripts if script.future_annotations]
    others = [script for script in scripts if not script.future_annotations]
    sensitive = next((script for script in others if _minds_string_annotations(script)), None)
    if not with_future or sensitive is None:
        return {}
    message = f"has `from __future__ import annotations`, which would change what {sensitive.path} sees"
    return {script.path: Blocker(notes.FUTURE_IMPORT, message, script.source.tree) for script in with_future}


def _minds_string_annotations(script: Script) -> bool:
    if _READS_ANNOTATIONS.search(script.source.text):
        return True
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    outer = [node for node in script.source.nodes if isinstance(node, functions)]
    return any(isinstance(inner, functions) and inner is not node for node in outer for inner in ast.walk(node))
