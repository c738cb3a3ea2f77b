"""Markdown of prefaces and letters: headings, paragraphs, emphasis, lists, quotes, rules, links.

HTML is printed as it was typed, images as their text: nothing is fetched, nothing is executed.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from markdown_it import MarkdownIt
from markdown_it.token import Token
from reportlab.platypus import Flowable, Paragraph, Spacer

from colophon.assembly.render import fonts, styles
from colophon.assembly.render.flowables import Rule

SCHEMES = ("http://", "https://", "mailto:")


def flowables(text: str) -> list[Flowable]:
    """A Markdown text as a story in the book's styles."""
    out: list[Flowable] = []
    lists: list[int | None] = []
    quote = 0
    indent = False
    bullet = False
    heading = 0
    reader = MarkdownIt("commonmark", {"typographer": True}).enable(["smartquotes", "replacements"])
    for token in reader.parse(text):
        match token.type:
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading, indent = 0, False
            case "bullet_list_open":
                lists.append(None)
            case "ordered_list_open":
                lists.append(int(str(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                lists.pop()
                out.append(Spacer(0, 5))
                indent = False
            case "list_item_open":
                bullet = True
            case "blockquote_open":
                quote += 1
            case "blockquote_close":
                quote -= 1
                indent = False
            case "hr":
                out += [Spacer(0, 9), Rule(48), Spacer(0, 9)]
                indent = False
            case "fence" | "code_block":
                out.append(Paragraph(escape(token.content).replace("\n", "<br/>"), styles.SMALL))
            case "html_block":
                out.append(Paragraph(escape(token.content), styles.BODY))
            case "inline":
                base = fonts.ITALIC if quote else fonts.REGULAR
                inner = _inline(token.children or [], base)
                if heading:
                    out.append(Paragraph(inner, styles.HEADING if heading < 3 else styles.SUBHEADING))
                elif lists:
                    mark = None
                    if bullet:
                        number = lists[-1]
                        mark = "•" if number is None else f"{number}."
                        if number is not None:
                            lists[-1] = number + 1
                    bullet = False
                    out.append(Paragraph(inner, styles.ITEM, bulletText=mark))
                elif quote:
                    out.append(Paragraph(inner, styles.QUOTE))
                else:
                    out.append(Paragraph(inner, styles.INDENTED if indent else styles.BODY))
                    indent = True
    return out


def _inline(tokens: list[Token], base: str) -> str:
    """The markup of one block's inside."""
    out: list[str] = []
    face = [base]
    linked: list[bool] = []
    for token in tokens:
        match token.type:
            case "text" | "html_inline" | "code_inline":
                out.append(fonts.markup(token.content, face[-1]))
            case "image":
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
                    out.append(f"<a href={quoteattr(target)}>")
            case "link_close":
                if linked.pop():
                    out.append("</a>")
    return "".join(out)
