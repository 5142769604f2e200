"""The package of the script, which the worker loads first."""
import os

os.environ["CHART_STYLE"] = "dark"
