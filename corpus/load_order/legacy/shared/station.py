"""What the station wants the others to find."""
import os

os.environ.setdefault("PRESSURE_UNIT", "hPa")
