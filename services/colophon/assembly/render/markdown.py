"""Markdown of prefaces and letters: headings, paragraphs, emphasis, lists, quotes, rules, links, pictures.

HTML is printed as it was typed. Pictures are those that the text holds as ``data:`` addresses; of any other
the words are printed: nothing is fetched, nothing is executed.
"""

from __future__ import annotations

import base64
import binascii
import io
from xml.sax.saxutils import escape, quoteattr

from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image as Pictures
from reportlab.platypus import Flowable, Image, KeepTogether, Paragraph, Spacer

from colophon.assembly.render import fonts, styles
from colophon.assembly.render.flowables import Rule

SCHEMES = ("http://", "https://", "mailto:")
PIXELS = 20_000_000
"""Of a picture; a larger one is not opened."""
INDENT = 15.5


def flowables(text: str, width: float = styles.Sheet().measure) -> list[Flowable]:
    """A Markdown text as a story in the book's styles. ``width`` of the column, for pictures."""
    return _Reader(width).read(text)


class _Reader:
    """Where in the text the reading stands."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.out: list[Flowable] = []
        self.lists: list[int | None] = []
        self.quote = self.heading = 0
        self.indent = self.bullet = False

    def read(self, text: str) -> list[Flowable]:
        tokens = MarkdownIt("commonmark", {"typographer": True}).enable(["smartquotes", "replacements"])
        parsed = tokens.parse(text)
        last = max((i for i, token in enumerate(parsed) if token.type == "inline"), default=-1)
        for number, token in enumerate(parsed):
            if token.type == "inline":
                self._words(token.children or [], last=number == last)
            else:
                self._block(token)
        return self.out

    def _block(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self.heading = int(token.tag[1])
            case "heading_close":
                self.heading, self.indent = 0, False
            case "bullet_list_open":
                self.lists.append(None)
            case "ordered_list_open":
                self.lists.append(int(str(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
                if not self.lists:
                    self.out.append(Spacer(0, 5))
                self.indent = False
            case "list_item_open":
                self.bullet = True
            case "blockquote_open":
                self.quote += 1
            case "blockquote_close":
                self.quote -= 1
                self.indent = False
            case "hr":
                self.out += [Spacer(0, 9), Rule(48), Spacer(0, 9)]
                self.indent = False
            case "fence" | "code_block":
                lines = (fonts.markup(line.replace(" ", "\u00a0")) for line in token.content.splitlines())
                self.out.append(Paragraph("<br/>".join(lines), styles.SMALL.clone("code", leftIndent=INDENT)))
            case "html_block":
                self.out.append(Paragraph(escape(token.content), styles.BODY))

    def _words(self, tokens: list[Token], last: bool) -> None:
        """A paragraph, a heading, an item, or a picture that stands alone."""
        if len(tokens) == 1 and tokens[0].type == "image":
            self._picture(tokens[0])
            return
        inner = _inline(tokens, fonts.ITALIC if self.quote else fonts.REGULAR)
        if self.heading:
            self.out.append(Paragraph(inner, styles.HEADING if self.heading < 3 else styles.SUBHEADING))
        elif self.lists:
            self._item(inner)
        elif self.quote:
            self.out.append(Paragraph(inner, styles.QUOTE))
        elif last and self.out and _all_emphasised(tokens):
            self.out.append(Paragraph(inner, styles.SIGNED))
        else:
            self.out.append(Paragraph(inner, styles.INDENTED if self.indent else styles.BODY))
            self.indent = True

    def _item(self, inner: str) -> None:
        deeper = INDENT * (len(self.lists) - 1)
        mark = None
        if self.bullet:
            number = self.lists[-1]
            mark = ("•" if len(self.lists) % 2 else "–") if number is None else f"{number}."
            if number is not None:
                self.lists[-1] = number + 1
        self.bullet = False
        style = styles.ITEM
        if deeper:
            style = style.clone("deeper", leftIndent=INDENT + deeper, bulletIndent=3 + deeper)
        self.out.append(Paragraph(inner, style, bulletText=mark))

    def _picture(self, token: Token) -> None:
        """In the middle of the measure, at 150 pixels an inch or as wide as there is room; words below."""
        raw = _bytes(str(token.attrs.get("src", "")))
        words = token.content
        if raw is None:
            self.out.append(Paragraph(fonts.markup(words), styles.BODY))
            return
        with Pictures.open(io.BytesIO(raw)) as picture:
            wide, high = picture.size
        scale = min(self.width / wide, 420 / high, 72 / 150)
        flow: list[Flowable] = [
            Spacer(0, 8),
            Image(io.BytesIO(raw), wide * scale, high * scale, hAlign="CENTER"),
            Spacer(0, 4),
        ]
        flow.append(Paragraph(fonts.markup(words, fonts.ITALIC), styles.CAPTION) if words else Spacer(0, 6))
        self.out.append(KeepTogether(flow))
        self.indent = False


def _bytes(source: str) -> bytes | None:
    """The picture of a ``data:`` address; None for any other and for one that is no picture."""
    head, _, body = source.partition(",")
    if head not in ("data:image/png;base64", "data:image/jpeg;base64"):
        return None
    try:
        raw = base64.b64decode(body, validate=True)
        with Pictures.open(io.BytesIO(raw), formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > PIXELS:
                return None
            picture.load()
    except (binascii.Error, ValueError, OSError, SyntaxError, Pictures.DecompressionBombError):
        return None
    return raw


def _all_emphasised(tokens: list[Token]) -> bool:
    """Whether a paragraph is one stretch of emphasis, as a signature is."""
    return (
        len(tokens) > 2
        and tokens[0].type == "em_open"
        and tokens[-1].type == "em_close"
        and sum(token.type == "em_open" for token in tokens) == 1
    )


def _inline(tokens: list[Token], base: str) -> str:
    """The markup of one block's inside."""
    out: list[str] = []
    face = [base]
    linked: list[bool] = []
    for token in tokens:
        match token.type:
            case "text" | "html_inline" | "code_inline" | "image":
                out.append(fonts.markup(token.content, face[-1]))
            case "softbreak":
                out.append(" ")
            case "hardbreak":
                out.append("<br/>")
            case "em_open":
                face.append(fonts.REGULAR if face[-1] == fonts.ITALIC else fonts.ITALIC)
                out.append(f'<font name="{face[-1]}">')
            case "strong_open":
                face.append(fonts.BOLD)
                out.append(f'<font name="{face[-1]}">')
            case "em_close" | "strong_close":
                face.pop()
                out.append("</font>")
            case "link_open":
                target = str(token.attrs.get("href", ""))
                linked.append(target.startswith(SCHEMES))
                if linked[-1]:
                    out.append(f'<a href={quoteattr(target)} color="#7a1a1f">')
            case "link_close":
                if linked.pop():
                    out.append("</a>")
    return "".join(out)
