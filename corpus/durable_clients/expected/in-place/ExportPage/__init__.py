import logging


def main(page: int) -> int:
    logging.info("page %d", page)
    return 1
