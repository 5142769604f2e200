import azure.functions as func

from ParcelMoved import bp as parcel_moved_bp
from TrackParcel import bp as track_parcel_bp

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)

app.register_functions(parcel_moved_bp)
app.register_functions(track_parcel_bp)
