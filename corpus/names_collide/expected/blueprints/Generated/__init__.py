"""Uses the names that a generated function_app.py needs for itself."""
import azure.functions as fn

bp = fn.Blueprint()

app = {"name": "scores", "functions": 7}
df = [{"game": "go", "score": 3}, {"game": "chess", "score": 5}]


def func(rows):
    return sum(row["score"] for row in rows)


def generated(text):
    return f"{text} of {app['name']}"


@bp.function_name(name="Generated")
@bp.route(route="Generated", methods=["GET"])
def main(req: fn.HttpRequest) -> fn.HttpResponse:
    return fn.HttpResponse(generated(f"{func(df)} points"))
