class Guestbook:
    def __init__(self):
        self._entries = []

    def add(self, text: str) -> None:
        self._entries.append(text)

    def __iter__(self):
        return iter(self._entries)

    def __len__(self):
        return len(self._entries)
