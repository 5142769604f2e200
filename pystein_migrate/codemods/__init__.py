"""Source to source: one module a transformation, pure."""
