"""``colophon check``: one document, exit codes, what is registered, mistakes named."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from colophon.common import report

CORPUS = Path(__file__).parents[2] / "corpus"

NAMES = {
    dict: "object",
    list: "array",
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}

pytestmark = pytest.mark.xdist_group("check")


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "colophon.cli.main", "check", *map(str, args)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def conforms(value: Any, schema: dict[str, Any], where: str = "$") -> None:
    """The part of JSON Schema that the published one uses."""
    if "$ref" in schema:
        schema = report.SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[-1]]
    if "oneOf" in schema:
        schema = schema["oneOf"][0 if value is None else 1]
        return conforms(value, schema, where)
    if "enum" in schema:
        assert value in schema["enum"], where
    kinds = schema.get("type", [])
    names = {
        dict: "object",
        list: "array",
        str: "string",
        int: "integer",
        float: "number",
        type(None): "null",
    }
    if kinds:
        allowed = {kinds} if isinstance(kinds, str) else set(kinds)
        name = "boolean" if isinstance(value, bool) else names[type(value)]
        assert name in allowed or (name == "integer" and "number" in allowed), (where, value)
    if isinstance(value, dict):
        assert set(schema.get("required", [])) <= set(value), where
        for key, each in value.items():
            if key in schema.get("properties", {}):
                conforms(each, schema["properties"][key], f"{where}.{key}")
            else:
                assert schema.get("additionalProperties"), f"{where}.{key} is not in the schema"
    if isinstance(value, list) and "items" in schema:
        for place, each in enumerate(value):
            conforms(each, schema["items"], f"{where}[{place}]")
    return None


def test_one_document_in_the_order_given_whoever_made_it() -> None:
    stems = ["ieee-over-7", "ieee-ok-5", "ieee-userpw", "ieee-adae-complete"]
    files = [CORPUS / f"{stem}.pdf" for stem in stems]
    alone, beside = (
        run(*files, "--json", "--metadata", CORPUS / "metadata.json", "--jobs", jobs) for jobs in ("1", "2")
    )
    assert alone.returncode == beside.returncode == 2, alone.stderr
    document, same = json.loads(alone.stdout), json.loads(beside.stdout)
    conforms(document, report.SCHEMA)
    for each in document["files"] + same["files"]:
        del each["seconds"]
    assert document == same
    over, sound, locked, appendix = document["files"]
    assert [each["path"] for each in document["files"]] == [str(file) for file in files]
    assert (over["verdict"], over["content_pages"], over["profile"]) == ("hold", 7, "ieee-sc26")
    found = next(f for f in over["findings"] if f["severity"] == "error")
    assert (found["rule"], found["page"], len(found["box"])) == ("PGS-001", 6, 4)
    assert (sound["verdict"], sound["content_pages"]) == ("pass", 5)
    assert [p["counts_as"] for p in sound["pages"]] == ["body"] * 5 + ["references"]
    assert (locked["content_pages"], locked["pages"]) == (None, [])
    assert [a["id"] for a in appendix["artifacts"]["artifacts"]] == ["A1", "A2"]


def test_exit_codes_and_what_is_registered() -> None:
    title = json.loads((CORPUS / "metadata.json").read_text())["ieee-ok-5"]["title"]
    sound = CORPUS / "ieee-ok-5.pdf"
    assert run(sound, "--title", title, "--authors", "Ana van der Berg").returncode == 0
    wrong = run(sound, "--title", "Something Else Altogether", "-q")
    assert wrong.returncode == 1
    assert "TXT-002" in wrong.stdout
    assert "ieee-sc26, 6 pages, 5 of main text (at most 5)" in wrong.stdout


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["nowhere.pdf"], "there is no file nowhere.pdf"),
        ([], "name the PDF files"),
        ([CORPUS / "ieee-ok-5.pdf", "--profile", "nobody"], "there are: acm-sc25, generic, ieee-sc26"),
        ([CORPUS / "ieee-ok-5.pdf", "--metadata", "{bad}"], "line 2"),
        ([CORPUS / "ieee-ok-5.pdf", "--metadata", "{year}"], "ieee-ok-5.year: must be a number"),
        ([CORPUS / "ieee-ok-5.pdf", "--bogus"], "No such option"),
    ],
)
def test_asked_for_wrongly(args: list[Any], says: str, tmp_path: Path) -> None:
    (tmp_path / "bad").write_text('{"a":\n x}')
    (tmp_path / "year").write_text('{"ieee-ok-5": {"year": "2026"}}')
    told = run(*(str(tmp_path / arg[1:-1]) if str(arg).startswith("{") else arg for arg in args))
    assert told.returncode == 3
    assert says in told.stderr


def test_what_cannot_be_opened_does_not_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "b.pdf").write_bytes(b"")
    done = run(tmp_path / "b.pdf", CORPUS / "ieee-ok-3.pdf", "--json", "-j", "1")
    assert done.returncode == 2
    empty, sound = json.loads(done.stdout)["files"]
    assert (empty["verdict"], sound["content_pages"]) == ("hold", 3)
    assert run(tmp_path / "folder").returncode == 3
