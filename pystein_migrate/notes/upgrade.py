"""Upgrades: apps in the decorator model that are spelled for an earlier azure-functions."""

from pystein_migrate.model.note import NoteKind

COSMOS_EXTENSION_4 = NoteKind(
    "cosmos-extension-4",
    "info",
    "bundle {bundle} has Cosmos DB extension 4: {decorator} now has its names",
    title="A Cosmos DB decorator has the names of extension 4",
    why="The preview had one decorator for both extensions. host.json names a bundle with extension 4, which reads "
    "`container_name` and `connection` where extension 3 read `collection_name` and `connection_string_setting`.",
    advice="Nothing.",
)
COSMOS_EXTENSION_4_UNREAD = NoteKind(
    "cosmos-extension-4-unread",
    "warning",
    "Cosmos DB extension 4 does not read {parameters}",
    remedy="delete the arguments or set them in host.json",
    title="Cosmos DB extension 4 does not read an argument",
    why="A few properties of extension 3 have no successor in a binding. The library hands them on, and nobody reads "
    "them.",
    advice="Delete the arguments. See whether the section `cosmosDB` of host.json says what you need.",
)
COSMOS_TARGET_TOO_OLD = NoteKind(
    "cosmos-target-too-old",
    "warning",
    "extension bundle {bundle} needs Cosmos DB extension 4 names, which came with 1.14.0",
    remedy="choose azure-functions 1.14.0 or newer",
    title="The release asked for does not know Cosmos DB extension 4",
    why="host.json names a bundle with extension 4, while the azure-functions release to write for only has the names "
    "of extension 3, which that extension does not read.",
    advice="Choose azure-functions 1.14.0 or newer with `--azure-functions`.",
)
COSMOS_BUNDLE_UNKNOWN = NoteKind(
    "cosmos-bundle-unknown",
    "warning",
    "no extension bundle is known, so the names of Cosmos DB extension 3 stay",
    remedy="name the bundle in host.json; with [4.*, 5.0.0) use the decorators without _v3",
    title="Which Cosmos DB extension the app has is not known",
    why="host.json names no extension bundle, and extensions 3 and 4 read different names. Those of extension 3 are "
    "what the preview had.",
    advice="Name the bundle in host.json and upgrade again.",
)
DROPPED_PARAMETER = NoteKind(
    "dropped-parameter",
    "warning",
    "{decorator} has no {parameter} any more; the library emits it as an unknown property",
    remedy="delete {parameter}=…",
    title="A decorator has lost a parameter",
    why="The library takes any keyword and hands it to the host as a property, which no extension reads.",
    advice="Delete the argument.",
)
PREVIEW_APP_KWARGS = NoteKind(
    "preview-app-kwargs",
    "warning",
    "app_kwargs set methods, level and data types of the HTTP app's route; nothing does since 1.11.0",
    remedy="hand the request to WsgiMiddleware or AsgiMiddleware in a function with its own @app.route(…)",
    title="app_kwargs of a web application have no successor",
    why="In 1.10 `app_kwargs` were the arguments of the one route that served the web application. Its successors take "
    "an authorization level, and nothing else of them.",
    advice="Hand the request to `WsgiMiddleware` or `AsgiMiddleware` in a function with its own `@app.route(…)`.",
)
PREVIEW_ARGUMENTS = NoteKind(
    "preview-arguments",
    "warning",
    "FunctionApp has an argument twice",
    remedy="leave one of them out",
    title="FunctionApp is given one argument twice",
    why="By position and by name, or by its old and its new name: which one is meant cannot be told.",
    advice="Leave one of them out.",
)
PREVIEW_BY_HAND = NoteKind(
    "preview-by-hand",
    "warning",
    "a preview spelling was left as it is: {reason}",
    remedy="write the new name by hand",
    title="A spelling could not be changed safely",
    why="A comment, a parenthesis or a line break stands where the text would have to change.",
    advice="Write the new name by hand.",
)
PREVIEW_DYNAMIC_ARGUMENTS = NoteKind(
    "preview-dynamic-arguments",
    "warning",
    "{message}",
    remedy="{remedy}",
    title="Arguments or a decorator's name are computed",
    why="What `*args`, `**kwargs` or a name in a string stand for is known only when the code runs, so it is not "
    "rewritten.",
    advice="Write the arguments out in the new spelling, as the note says.",
)
PREVIEW_HTTP_APP = NoteKind(
    "preview-http-app",
    "warning",
    "this FunctionApp has to be a {wanted}",
    remedy="call azure.functions.{wanted} here",
    title="A web application needs another class",
    why="`FunctionApp(wsgi_app=…)` became `WsgiFunctionApp(app=…)`, and `asgi_app` likewise. Here the class comes in a "
    "way that the import cannot be changed for it.",
    advice="Call the class that the note names.",
)
PREVIEW_POSITIONAL_ARGUMENTS = NoteKind(
    "preview-positional-arguments",
    "warning",
    "{message}",
    remedy="{remedy}",
    title="What positional arguments mean cannot be told",
    why="The order of parameters differs between releases, so the same call means different things to them.",
    advice="Write the arguments with their names.",
)
PREVIEW_TWO_HTTP_APPS = NoteKind(
    "preview-two-http-apps",
    "warning",
    "one function app cannot be both a WsgiFunctionApp and an AsgiFunctionApp",
    remedy="serve one of them, or mount one in the other",
    title="One function app serves two web applications",
    why="In 1.10 a FunctionApp took a WSGI and an ASGI application, of which it served one. Each has a class of its "
    "own now.",
    advice="Serve one of them, or mount one in the other.",
)
PREVIEW_UNKNOWN_OBJECT = NoteKind(
    "preview-unknown-object",
    "warning",
    "{name} is a preview name of azure-functions, but what {owner} is cannot be told",
    remedy="if it is a function app, use {wanted}",
    title="A preview decorator of something unknown",
    why="The object comes from outside the app, or is computed, so it may be no function app at all.",
    advice="If it is a function app, use the name that the note gives.",
)
UNREADABLE_MODULE = NoteKind(
    "unreadable-module",
    "warning",
    "the file was not looked at for preview spellings: {problem}",
    remedy="mend the file and run the upgrade again",
    title="A module cannot be parsed",
    why="Its text holds a preview spelling, in an app that has others, but its syntax or encoding is broken.",
    advice="Mend the file and run the upgrade again.",
)
NOT_INDEXED = NoteKind(
    "not-indexed",
    "error",
    "the library would not index the upgraded app: {error}",
    remedy="mend what it names, then upgrade again",
    title="The library refuses the upgraded app",
    why="Before anything is written, the real azure-functions indexes the decorators as they would be. It refuses "
    "them, so the worker would load no function.",
    advice="Mend what the library names, then upgrade again.",
)
