import azure.functions as func

from AliasOne import main as alias_one
from AliasThree import main as alias_three
from AliasTwo import main as alias_two
from Lazy import main as lazy
from Optional import main as optional
from Paths import main as paths
from Typed import main as typed

app = func.FunctionApp()

app.function_name(name="AliasOne")(
    app.timer_trigger(arg_name="timer", schedule="0 0 2 * * *")(alias_one)
)


app.function_name(name="AliasThree")(
    app.route(route="AliasThree", methods=["GET"])(alias_three)
)


app.function_name(name="AliasTwo")(
    app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")(alias_two)
)


app.function_name(name="Lazy")(app.route(route="Lazy", methods=["GET"])(lazy))


app.function_name(name="Optional")(
    app.route(route="Optional", methods=["POST"])(optional)
)


app.function_name(name="Paths")(
    app.blob_trigger(
        arg_name="data",
        path="uploads/{name}",
        connection="AzureWebJobsStorage",
    )(paths)
)


app.function_name(name="Typed")(app.route(route="Typed", methods=["GET"])(typed))
