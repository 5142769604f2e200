import azure.functions as func

from Borrower import bp as borrower_bp
from Lender import bp as lender_bp
from Neighbours import bp as neighbours_bp
from OldStyle import bp as old_style_bp
from OwnName import bp as own_name_bp
from Stars import stars_bp
from Upwards import bp as upwards_bp

app = func.FunctionApp()

app.register_functions(borrower_bp)
app.register_functions(lender_bp)
app.register_functions(neighbours_bp)
app.register_functions(old_style_bp)
app.register_functions(own_name_bp)
app.register_functions(stars_bp)
app.register_functions(upwards_bp)
