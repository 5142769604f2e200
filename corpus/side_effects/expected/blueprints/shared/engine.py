import os

MODE = os.environ.get("ENGINE_MODE", "slow")
