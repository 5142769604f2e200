try:
    from handlers.reports import *  # noqa: F401,F403
except ImportError:
    from handlers.reports import *  # noqa: F401,F403
