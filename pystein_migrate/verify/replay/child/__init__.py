"""What runs inside the child process of ``verify --run``: the app, its real worker library, and our recording.

The child may be the app's own Python environment, so nothing here imports pystein_migrate or anything that is not in
the standard library or comes with the worker libraries.
"""
