"""What is written from the settings classes: complete, and wrong only where it should be."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from deploy.tools import make_env, settings_written

from colophon.gateway.settings import Settings as GatewaySettings
from colophon.intake.settings import Settings as IntakeSettings

ROOT = Path(__file__).resolve().parents[3]


def _block(text: str, service: str) -> set[str]:
    """Variables of a service's environment, those it takes over from a group included."""
    found = re.search(rf"^  {service}: &{service}\n((?:    .*\n)+)", text, flags=re.MULTILINE)
    assert found is not None
    taken = re.search(r"<<: \*(\w+)", found[1])
    own = re.findall(r"^    (COLOPHON_\w+):", found[1], flags=re.MULTILINE)
    return set(own) | (_block(text, taken[1]) if taken else set())


def test_a_service_is_given_its_own_settings_and_no_others() -> None:
    text = settings_written.environments(settings_written.settings())
    assert _block(text, "intake") == {f"COLOPHON_{n.upper()}" for n in IntakeSettings.model_fields}
    # The gateway has no business with the database's password.
    assert _block(text, "gateway") == {f"COLOPHON_{n.upper()}" for n in GatewaySettings.model_fields}


def test_no_secret_stands_in_what_is_written() -> None:
    for one in settings_written.settings():
        if "Secret" in str(one.field.annotation):
            value = settings_written.environments([one]).partition(f"{one.variable}:")[2].splitlines()[0]
            assert not value or ":?" in value, one.variable


def test_a_required_setting_missing_in_the_example_is_named(tmp_path: Path) -> None:
    (tmp_path / "docker-compose.yml").write_text("A: ${COLOPHON_NEW:?set it}\nB: ${OTHER:-1}\n")
    (tmp_path / ".env.example").write_text("OTHER=2\nSTALE=3\n")
    assert settings_written.wanting(tmp_path) == [
        "COLOPHON_NEW is missing in .env.example",
        "STALE in .env.example is read by nothing",
    ]


def test_a_variable_read_outside_the_settings_classes_has_a_line_in_the_docs() -> None:
    docs = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    for path in (ROOT / "services" / "colophon").rglob("*.py"):
        for name in re.findall(r"environ[^\n]*\"(COLOPHON_\w+)\"", path.read_text(encoding="utf-8")):
            assert f"`{name}`" in docs, f"{name}, read in {path.name}"


def test_lost_markers_are_an_error_and_no_silent_omission() -> None:
    with pytest.raises(SystemExit, match="missing"):
        settings_written.between("a\n<!-- begin -->\nb\n", "<!-- begin -->", "<!-- end -->", "new\n")


def test_a_new_env_has_secrets_of_its_own_and_is_else_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert make_env.main() == 0
    old, new = (
        dict(re.findall(r"^(\w+)=(.*)$", text, flags=re.MULTILINE))
        for text in (make_env.EXAMPLE.read_text(encoding="utf-8"), capsys.readouterr().out)
    )
    assert old.keys() == new.keys()
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {name for name in old if re.search(r"TOKEN|SECRET|PASSWORD|KEY", name)}
    assert len({new[name] for name in changed}) == len(changed)
    for text in (old, new):
        assert len(base64.b64decode(text["COLOPHON_RECEIPT_KEY"], validate=True)) == 32
        assert all(re.fullmatch(r"[\w-]{16,}", text[n]) for n in changed - {"COLOPHON_RECEIPT_KEY"})
