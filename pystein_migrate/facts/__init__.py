"""The platform as tables: bindings, releases, spellings, limits."""
