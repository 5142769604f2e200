import logging

import azure.functions as func

bp = func.Blueprint()

log = logging.getLogger("scopes")
LIMIT = 7
counter = [0]
ROWS = [LIMIT * row for row in range(3)]
UNIT, *REST = "points", "marks", "goals"

table = {}
for name in (UNIT, *REST):
    table[name] = len(name)
del name

if LIMIT > 5:
    first = "many"
else:
    first = "few"


class Holder:
    LIMIT = 1  # an attribute, not the constant
    both = LIMIT + len(ROWS)
    state = staticmethod(lambda LIMIT=LIMIT: LIMIT)


def nested(log=log):
    LIMIT = 2

    def inner():
        nonlocal LIMIT
        LIMIT += 1
        return LIMIT, counter[0]

    return inner()


def attributes(thing) -> str:
    # `thing.LIMIT` and keyword arguments named like globals are no uses of the globals.
    return "{LIMIT} {first}".format(LIMIT=thing.LIMIT, first=first)


@bp.function_name(name="Scopes")
@bp.timer_trigger(arg_name="timer", schedule="0 0 4 * * *")
def scopes(timer: func.TimerRequest) -> None:
    counter[0] += LIMIT
    state = [LIMIT for LIMIT in range(2)]
    if (count := len(state)) > 1:
        log.info("%s %s %s %s", count, nested(), attributes(Holder), Holder.both + Holder.state())
    log.info(f"{LIMIT=} {table['points']:>{LIMIT}} {UNIT!r} {REST[0]} {first}")
