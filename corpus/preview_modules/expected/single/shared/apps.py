from azure import functions as af

main_app = af.FunctionApp(http_auth_level=af.AuthLevel.FUNCTION)
