def run() -> str:
    return "hello from a plug-in"
