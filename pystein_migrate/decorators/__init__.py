"""The decorator model: what a function's bindings become, and what an app that is in it already says."""
