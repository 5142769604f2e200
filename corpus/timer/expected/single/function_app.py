import datetime as timer_test_datetime
import logging
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import azure.functions as func

app = func.FunctionApp()

KEEP = timedelta(days=7)

logger = logging.getLogger("cleanup")


def _is_stale(path: Path, now: datetime) -> bool:
    changed = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.utc)
    return now - changed > KEEP


@app.function_name(name="NightlyCleanup")
@app.timer_trigger(arg_name="timer", schedule="%CLEANUP_SCHEDULE%")
def nightly_cleanup(timer: func.TimerRequest) -> None:
    """Remove spooled files that nobody fetched within a week."""
    spool = Path(os.environ.get("SPOOL_DIRECTORY", "spool"))
    if not spool.is_dir():
        logger.warning("no spool directory %s", spool)
        return

    now = datetime.now(timezone.utc)
    stale = [path for path in spool.iterdir() if _is_stale(path, now)]
    for path in stale:
        path.unlink()
    logger.info("%d stale files removed", len(stale))


@app.function_name(name="TimerTest")
@app.timer_trigger(
    arg_name="dummy",
    schedule="*/10 * * * * *",
    run_on_startup=False,
    use_monitor=False,
)
def timer_test(dummy: func.TimerRequest) -> None:
    utc_timestamp = timer_test_datetime.datetime.now(tz=timer_test_datetime.timezone.utc).isoformat()

    if dummy.past_due:
        logging.info("The timer is past due!")

    logging.info("Python timer trigger function ran at %s", utc_timestamp)


@app.timer_trigger(arg_name="timer", schedule="00:05:00", run_on_startup=True)
def heartbeat(timer):
    logging.info("still alive, past due: %s", timer.past_due)
