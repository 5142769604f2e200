from ByName import main
import azure.functions as func

bp = func.Blueprint()


bp.function_name(name="SameAgain")(bp.route(route="again", methods=["GET"])(main))
