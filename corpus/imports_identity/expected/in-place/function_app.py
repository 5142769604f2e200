import azure.functions as func

from Absolute import main as absolute
from Relative import main as relative

app = func.FunctionApp()

app.function_name(name="Absolute")(
    app.route(route="Absolute", methods=["GET"])(absolute)
)


app.function_name(name="Relative")(
    app.route(route="Relative", methods=["GET"])(relative)
)
