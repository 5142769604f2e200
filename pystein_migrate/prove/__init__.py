"""What the real library and the worker's rules say of a planned app."""
