"""Files in any encoding come out as their letters, and a guess is told."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from colophon.common.encodings import Undecodable, decode
from colophon.common.hotcrp import read_hotcrp
from colophon.common.mistakes import Mistake
from colophon.common.papersfile import read_text

WESTERN = "id,title,authors\n1,Modèles de fondation,José García-López; Zoë Müller; Øystein Håkon\n"
POLISH = "id,title,authors\n1,A Plain Title,Łukasz Kowalczyk; Zbyněk Dvořák; Šimon Žák\n"


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        (WESTERN, "cp1252"),
        (WESTERN, "mac_roman"),
        (POLISH, "cp1250"),
        (POLISH, "iso8859_2"),
        ("id,title,authors\n1,Обучение моделей,Иван Петров; Анна Сидорова\n", "cp1251"),
        ("id,title,authors\n1,大规模语言模型的研究,王伟; 李娜; 张三\n", "gb18030"),
        ("id,title,authors\n1,大規模言語モデルの研究,田中太郎; 鈴木花子\n", "shift_jis"),
        ("id,title,authors\n1,대규모 언어 모델 연구,김철수; 이영희\n", "euc_kr"),
        (WESTERN, "utf-16-le"),
    ],
)
def test_an_encoding_nobody_said_is_guessed_and_told(text: str, charset: str) -> None:
    found = decode(text.encode(charset))
    assert (found.text, found.guessed) == (text, True)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff\x00")))
def test_what_was_said_is_believed(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text
    assert decode(text.encode("utf-8"), "utf-8").text == text
    if text:
        assert decode(text.encode("utf-16")).text == text


def test_a_wrong_charset_is_told_with_its_line() -> None:
    with pytest.raises(Undecodable) as caught:
        decode(WESTERN.encode("cp1252"), "utf-8")
    assert caught.value.line == 2
    with pytest.raises(Undecodable):
        decode(b"x", "klingon")


def test_columns_come_in_any_order_and_under_other_systems_headings() -> None:
    mistakes: list[Mistake] = []
    text = "Author Names\tE-mails\tPaper Title\tTrack\t#\nAda; Bo\ta@x.org\tT\tmain\t7\n"
    (row,) = read_text(text, Path("list"), None, None, mistakes)
    assert mistakes == []
    assert (row.paper.id, row.paper.title, row.paper.extra) == ("7", "T", {"Track": "main"})
    assert [(each.name, each.email) for each in row.paper.authors] == [("Ada", "a@x.org"), ("Bo", "")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[{", "not JSON"),
        ("3", "not a list of papers"),
        ('[{"pid": 1, "title": "T", "authors": []}]', "no authors"),
        ('[{"pid": 1, "title": "", "authors": [{"last": "A"}]}]', "no title"),
        ('[{"pid": 1, "title": "T", "authors": [{"email": "a@x.org"}]}]', "has no name"),
        (
            '[{"pid": 1, "title": "T", "authors": [{"last": "A"}]},\n'
            ' {"pid": 1, "title": "U", "authors": [{"last": "B"}]}]',
            "pid 1 is on line 1 too",
        ),
    ],
)
def test_a_wrong_hotcrp_list_is_told_with_a_remedy(text: str, told: str) -> None:
    mistakes: list[Mistake] = []
    read_hotcrp(text, Path("list"), mistakes, [])
    assert any(told in each.message and each.remedy for each in mistakes)
