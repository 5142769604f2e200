import datetime


def today() -> datetime.date:
    return datetime.date.today()
