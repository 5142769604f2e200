from ..ByName import main
