"""From an app's legacy functions to a proposal that the library confirms, and from that to the files that change.

Data flows one way: ``context`` → ``movable``, ``writing``, ``blueprints`` → ``draft`` → ``proof`` → ``outcome``.
"""
