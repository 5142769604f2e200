from typing import Dict, Optional

from pydantic import BaseModel


class Book(BaseModel):
    isbn: str
    title: str
    pages: Optional[int] = None


BOOKS: Dict[str, Book] = {}
