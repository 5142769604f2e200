"""The files around the code: requirements, host.json, local settings, editor, ignore files, images."""
