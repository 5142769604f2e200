"""Remove spooled files that nobody fetched within a week."""
import logging
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import azure.functions as func

bp = func.Blueprint()

KEEP = timedelta(days=7)

logger = logging.getLogger("cleanup")


def _is_stale(path: Path, now: datetime) -> bool:
    changed = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.utc)
    return now - changed > KEEP


@bp.function_name(name="NightlyCleanup")
@bp.timer_trigger(arg_name="timer", schedule="%CLEANUP_SCHEDULE%")
def nightly_cleanup(timer: func.TimerRequest) -> None:
    spool = Path(os.environ.get("SPOOL_DIRECTORY", "spool"))
    if not spool.is_dir():
        logger.warning("no spool directory %s", spool)
        return

    now = datetime.now(timezone.utc)
    stale = [path for path in spool.iterdir() if _is_stale(path, now)]
    for path in stale:
        path.unlink()
    logger.info("%d stale files removed", len(stale))
