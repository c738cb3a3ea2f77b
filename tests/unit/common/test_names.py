import pytest

from colophon.common.domain import names


@pytest.mark.parametrize("good", ["p007", "ws_p3hpc104", "7", "A-b_c"])
def test_real_paper_ids_are_taken(good):
    name = names.paper("venues/tpc26", good)
    assert names.last(name) == good
    assert names.venue_of(name) == "venues/tpc26"


@pytest.mark.parametrize("bad", ["", "../x", "a/b", "-x", "é", "a" * 64])
def test_bad_paper_ids_are_refused(bad):
    with pytest.raises(names.BadName):
        names.paper("venues/tpc26", bad)


@pytest.mark.parametrize("bad", ["", "venues", "papers/7", "venues//papers/7", "venues/x/papers"])
def test_bad_resource_names_are_refused(bad):
    with pytest.raises(names.BadName):
        names.parts(bad)
