import os

from .catalogue import sensor

UNIT = os.environ.get("PRESSURE_UNIT", "mmHg")


@sensor("barometer", UNIT)
def read():
    return 1013
