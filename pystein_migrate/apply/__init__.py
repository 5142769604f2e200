"""Writing file changes to disk, all or none. The only room that writes files."""
