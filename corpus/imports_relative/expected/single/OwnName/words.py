DEFAULT = "one two three"


class Words:
    def __init__(self, text: str) -> None:
        self.text = text

    def count(self) -> int:
        return len(self.text.split())
