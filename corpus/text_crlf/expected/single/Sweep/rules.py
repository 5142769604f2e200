def matches(name):
	return name.endswith('.tmp') or name.startswith('~')
