from ByName import main
