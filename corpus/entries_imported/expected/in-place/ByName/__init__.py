from .handler import main
