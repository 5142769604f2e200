"""Data that outlives the code: what of it names the app's modules, and how it stays readable."""
