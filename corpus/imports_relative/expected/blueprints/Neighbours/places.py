HOME = ("Basel", 47.56, 7.59)
ALL = [HOME, ("Mulhouse", 47.75, 7.34), ("Bern", 46.95, 7.44)]
