import azure.functions as func

from AddNote import bp as add_note_bp
from ListNotes import bp as list_notes_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(add_note_bp)
app.register_functions(list_notes_bp)
