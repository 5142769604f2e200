import azure.functions as func

from ByName import bp as by_name_bp
from Cancelled import bp as cancelled_bp
from Fallback import fallback_bp
from Renamed import bp as renamed_bp
from SameAgain import bp as same_again_bp
from Star import star_bp

app = func.FunctionApp()

app.register_functions(by_name_bp)
app.register_functions(cancelled_bp)
app.register_functions(fallback_bp)
app.register_functions(renamed_bp)
app.register_functions(same_again_bp)
app.register_functions(star_bp)
