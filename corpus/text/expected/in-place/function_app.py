import azure.functions as func

from Bom import main as bom
from FormFeed import main as form_feed
from Latin import main as latin
from LongLines import main as long_lines
from NoNewline import main as no_newline
from Oddities import main as oddities
from OldHelper import main as old_helper

app = func.FunctionApp()

app.function_name(name="Bom")(
    app.timer_trigger(arg_name="timer", schedule="0 0 1 * * *")(bom)
)


app.function_name(name="FormFeed")(
    app.timer_trigger(arg_name="timer", schedule="0 0 4 * * *")(form_feed)
)


app.function_name(name="Latin")(
    app.timer_trigger(arg_name="timer", schedule="0 0 2 * * *")(latin)
)


app.function_name(name="LongLines")(
    app.timer_trigger(arg_name="timer", schedule="0 0 5 * * *")(long_lines)
)


app.function_name(name="NoNewline")(
    app.timer_trigger(arg_name="timer", schedule="0 0 3 * * *")(no_newline)
)


app.function_name(name="Oddities")(
    app.timer_trigger(arg_name="timer", schedule="0 0 7 * * *")(oddities)
)


app.function_name(name="OldHelper")(
    app.timer_trigger(arg_name="timer", schedule="0 0 6 * * *")(old_helper)
)
