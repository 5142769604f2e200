"""``verify --run``: both trees run in their real worker libraries with the same inputs, and what they did compared."""
