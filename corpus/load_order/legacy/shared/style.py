import os

STYLE = os.environ.get("CHART_STYLE", "light")
