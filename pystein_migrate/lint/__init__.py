"""Running the lint rules over files: selection, suppression, output."""
