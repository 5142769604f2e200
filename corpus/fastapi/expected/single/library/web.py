"""The web API; runs with uvicorn too: uvicorn library.web:api"""
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

from .models import BOOKS, Book

api = FastAPI(title="Library", docs_url="/api/library/docs", openapi_url="/api/library/openapi.json")


class Lost(Exception):
    pass


@api.exception_handler(Lost)
async def lost(request: Request, error: Lost):
    return JSONResponse({"detail": f"{error} is lost"}, status_code=410)


@api.get("/api/library/books/{isbn}")
async def get_book(isbn: str):
    if isbn == "0":
        raise Lost(isbn)
    if isbn not in BOOKS:
        raise HTTPException(404, "no such book")
    return BOOKS[isbn]


@api.put("/api/library/books/{isbn}", status_code=201)
async def put_book(isbn: str, book: Book):
    BOOKS[isbn] = book
    return {"count": len(BOOKS)}
