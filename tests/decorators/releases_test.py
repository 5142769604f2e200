"""What is written for one release, read back from every other one that it is said to be right for."""

import pytest
from decorating import bound, differences_in
from packaging.version import Version

from pystein_migrate.facts import releases
from pystein_migrate.facts.catalogue import ROWS, Row, is_in_release
from pystein_migrate.model.app import Function

RELEASES = [release for release in releases.ALL if release >= releases.REGISTER]
EVENT_GRID_BLOB = {
    "type": "blobTrigger", "direction": "in", "name": "item", "path": "in/{name}", "connection": "C",
    "source": "EventGrid",
}  # fmt: skip


def selections(row: Row) -> list[dict[str, str]]:
    """All properties of the row's binding, those it cannot do without, and none."""
    first = row.one_of[0] if row.one_of else ()
    others = frozenset().union(*row.one_of[1:])
    everything = {key: f"a {key}" for key in row.params if key not in others and key not in row.enums}
    least = {key: f"a {key}" for key in (*row.required, *sorted(first)) if key not in row.enums}
    return [everything, least, {}]


def functions() -> list[tuple[Row, Function]]:
    return [
        (row, bound({"type": row.type, "direction": row.direction, "name": "item", **properties}))
        for row in ROWS
        for properties in selections(row)
    ]


@pytest.mark.parametrize("release", RELEASES, ids=str)
def test_what_is_written_for_the_newest_release_is_right_with_every_one_since_the_release_it_needs(
    release: Version,
) -> None:
    blobs = {"blob_trigger"} if release == releases.BLOB_SOURCE_MEMBER else set()
    chosen = [
        function
        for row, function in functions()
        if is_in_release(row.decorator, row.since, release) and row.decorator not in blobs
    ]
    assert differences_in(str(release), chosen, releases.NEWEST) == {}


@pytest.mark.parametrize("release", RELEASES, ids=str)
def test_what_is_written_for_a_release_is_right_with_it(release: Version) -> None:
    chosen = [function for _, function in functions()]
    assert differences_in(str(release), [*chosen, bound(EVENT_GRID_BLOB)], release) == {}


def test_only_one_release_reads_the_source_of_a_blob_trigger_as_a_member_only() -> None:
    refusing = [
        release for release in RELEASES if differences_in(str(release), [bound(EVENT_GRID_BLOB)], releases.NEWEST)
    ]
    assert refusing == [releases.BLOB_SOURCE_MEMBER]
