"""Settings of the app, a module in the app's root."""
import os

CITY = os.environ.get("CITY", "Basel")
