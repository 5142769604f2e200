import azure.functions as func

from AddScore import bp as add_score_bp
from Builtins import bp as builtins_bp
from Generated import bp as generated_bp
from get_scores import bp as get_scores_function_bp
from GetScores import bp as get_scores_bp
from Scopes import bp as scopes_bp
from Shadow import bp as shadow_bp

app = func.FunctionApp()

app.register_functions(add_score_bp)
app.register_functions(builtins_bp)
app.register_functions(generated_bp)
app.register_functions(get_scores_bp)
app.register_functions(scopes_bp)
app.register_functions(shadow_bp)
app.register_functions(get_scores_function_bp)
