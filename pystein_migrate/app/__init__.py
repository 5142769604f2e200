"""Reading function apps from disk into frozen values. The only room that reads files."""
