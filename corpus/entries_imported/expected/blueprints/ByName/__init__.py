from .handler import main
import azure.functions as func

bp = func.Blueprint()


bp.function_name(name="ByName")(
    bp.route(route="ByName", methods=["GET"], auth_level=func.AuthLevel.ANONYMOUS)(main)
)
