"""Words."""


def shout(words: str) -> str:
    return words.upper() + "!"


def whisper(words: str) -> str:
    return f"({words.lower()})"
