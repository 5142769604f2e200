import azure.functions as func

from Antique import bp as antique_bp
from Modern import bp as modern_bp
from Reflective import bp as reflective_bp

app = func.FunctionApp()

app.register_functions(antique_bp)
app.register_functions(modern_bp)
app.register_functions(reflective_bp)
