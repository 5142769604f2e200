# This function is not intended to be invoked directly.


def main(name: str) -> str:
    return f"Hello {name}!"
