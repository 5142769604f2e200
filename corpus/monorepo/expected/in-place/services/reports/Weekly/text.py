import datetime


def subject(day: datetime.date) -> str:
    year, week, _ = day.isocalendar()
    return f"Fleet report, week {week} of {year}"
