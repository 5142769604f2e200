import azure.functions as func

from AliasOne import bp as alias_one_bp
from AliasThree import bp as alias_three_bp
from AliasTwo import bp as alias_two_bp
from Lazy import bp as lazy_bp
from Optional import bp as optional_bp
from Paths import bp as paths_bp
from Typed import bp as typed_bp

app = func.FunctionApp()

app.register_functions(alias_one_bp)
app.register_functions(alias_three_bp)
app.register_functions(alias_two_bp)
app.register_functions(lazy_bp)
app.register_functions(optional_bp)
app.register_functions(paths_bp)
app.register_functions(typed_bp)
