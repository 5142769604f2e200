import azure.functions as func

from Borrower import main as borrower
from Lender import main as lender
from Neighbours import main as neighbours
from OldStyle import main as old_style
from OwnName import main as own_name
from Stars import main as stars
from Upwards import main as upwards

app = func.FunctionApp()

app.function_name(name="Borrower")(
    app.route(route="Borrower", methods=["GET"])(borrower)
)


app.function_name(name="Lender")(
    app.timer_trigger(arg_name="timer", schedule="0 0 9 * * *")(lender)
)


app.function_name(name="Neighbours")(
    app.route(route="Neighbours", methods=["GET"])(neighbours)
)


app.function_name(name="OldStyle")(
    app.route(route="OldStyle", methods=["GET"])(old_style)
)


app.function_name(name="OwnName")(app.route(route="OwnName", methods=["GET"])(own_name))


app.function_name(name="Stars")(
    app.route(route="stars/{metres:int}", methods=["GET"])(stars)
)


app.function_name(name="Upwards")(app.route(route="Upwards", methods=["GET"])(upwards))
