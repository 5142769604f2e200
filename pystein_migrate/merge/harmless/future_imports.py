"""``from __future__ import annotations`` of one script would hold for all of function_app.py."""

from __future__ import annotations

from collections.abc import Mapping

from pystein_migrate import notes
from pystein_migrate.codemods.blockers import Blocker
from pystein_migrate.python.annotations import Annotations

from .proof import Candidates


def future_imports(candidates: Candidates) -> Mapping[str, Blocker]:
    """Scripts whose future import would change what is seen of the annotations of others."""
    with_future = [script for script in candidates.scripts if script.future_annotations]
    if not with_future:
        return {}
    annotations = Annotations(candidates.context.modules)
    others = [script.source for script in candidates.scripts if not script.future_annotations]
    if candidates.context.existing is not None:
        others.insert(0, candidates.context.existing.source)
    sensitive = next((source for source in others if annotations.seen(source) is not None), None)
    if sensitive is None:
        return {}
    message = f"has `from __future__ import annotations`, which would change what {sensitive.path} sees"
    return {script.path: Blocker(notes.FUTURE_IMPORT, message, script.source.tree) for script in with_future}
