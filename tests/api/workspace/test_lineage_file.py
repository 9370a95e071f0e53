"""Lineages that outlive an erasure hold nobody who was erased, whichever erasure it was."""

from api.workspace.lineage_file import lineages_in
from api.workspace.workspace import Workspace


def test_a_second_erasure_before_an_analysis_leaves_no_id(own_village: Workspace) -> None:
    own_village.analysed()
    file = own_village.state_folder / "lineages.npz"
    former = set(own_village.analysed().findings.lineage.members.to_pylist())
    for account in ("x:1", "x:5"):
        own_village.decisions().erase(account)
        own_village.refresh()
        communities, _ = lineages_in(file)
        assert communities is not None
        former -= {f"person:{account}"}
        assert set(communities.members.to_pylist()) == former
        assert f"person:{account}".encode() not in file.read_bytes()
