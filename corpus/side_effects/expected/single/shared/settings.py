"""Read once, when first imported."""
import os

REGION = os.environ["REGION"]
RETRIES = int(os.environ["RETRIES"])
