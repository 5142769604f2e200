"""The values that every room may know: apps, functions, notes, changes, options, results."""
