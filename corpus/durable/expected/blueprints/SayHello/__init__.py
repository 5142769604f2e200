# This function is not intended to be invoked directly.


import azure.functions as func

bp = func.Blueprint()


@bp.function_name(name="SayHello")
@bp.activity_trigger(input_name="name")
def say_hello(name: str) -> str:
    return f"Hello {name}!"
