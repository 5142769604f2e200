"""The catalogue of triggers and bindings, and what follows from it alone."""
