"""Bindings: what decorators can say of their properties, and what nothing reads."""

from pystein_migrate.model.note import NoteKind

DEAD_PROPERTY = NoteKind(
    "dead-property",
    "info",
    "nothing reads {names} of {where}: left out",
    title="Properties of bindings that nothing reads are left out",
    why="The extension that reads the binding has no such property, or Functions 1.x were the last to have it. Carried "
    "along, it would keep the function from its typed decorator, or be an odd keyword of it.",
    advice="Nothing.",
)
DROPPED_PROPERTY = NoteKind(
    "dropped-property",
    "warning",
    'property "{key}" of binding "{binding}" has a name no extension can read; it is left out',
    title="A property of a binding is left out",
    why="Extensions are written in C#, whose properties have names of letters and digits. A key such as `$schema` or "
    "`my-prop` is read by none of them, and cannot be the keyword of a decorator.",
    advice="Nothing, unless the key is a slip of the pen: then correct it in function.json and migrate again.",
)
COSMOS_PROPERTY_GONE = NoteKind(
    "cosmos-property-gone",
    "warning",
    '"{key}" of binding "{binding}" does not exist in Cosmos DB extension 4; it is left out',
    remedy="see host.json's cosmosDB section",
    title="Cosmos DB extension 4 does not have a property",
    why="`--bundle 4` moves the app to bundle 4 and its bindings to the names of Cosmos DB extension 4. A few "
    "properties of extension 3 have no successor in a binding.",
    advice="See whether the section `cosmosDB` of host.json says what you need.",
)
TWIN_PROPERTIES = NoteKind(
    "twin-properties",
    "error",
    'binding "{binding}" has properties that differ in case only, of which a decorator takes one',
    remedy="keep the one that is meant",
    title="A binding has one property twice, in different case",
    why="The host compares keys without case, and which of the two it takes is not for this tool to guess.",
    advice="Keep the one that is meant.",
)
INEXPRESSIBLE_RETRY = NoteKind(
    "inexpressible-retry",
    "error",
    "{message}",
    remedy="{remedy}",
    title="No decorator can say what a retry policy says",
    why="In the legacy model the host reads the policy, in the decorator model the worker does. The worker wants whole "
    "numbers, and intervals as HH:MM:SS below 24 hours.",
    advice="Write the policy in function.json so that both read the same, then migrate again.",
)
ROUTE_WRITTEN = NoteKind(
    "route-written",
    "info",
    "functions without a route get their name for one, which Azure Logic Apps refuse: {names}",
    remedy="if a Logic App calls one, have it call the address by an HTTP action",
    title="HTTP functions without a route get one",
    why="The addresses stay the same. But Azure Logic Apps and Power Automate say of a function that has a route of "
    'its own, as all have in the decorator model: "Cannot be called from a logic app. It must not have a custom '
    'route".',
    advice="Nothing, unless a Logic App calls such a function: then have it call the address with an HTTP action.",
)
