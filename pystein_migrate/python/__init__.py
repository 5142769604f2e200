"""What a Python file means: source, scopes, names, imports, modules."""
