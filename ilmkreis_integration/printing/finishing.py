"""What WeasyPrint leaves undone in a tagged PDF, done with pikepdf.

- Running heads and page numbers become artifacts, so that nobody hears them read aloud.
- Header cells say whether they head a row or a column.
- Wrappers without content leave the tag tree.
- Every glyph stands for a character, or text would be lost in copying.
- Links are printed; the metadata say PDF/UA-1 beside PDF/A-3a.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf

PRINT_FLAG = 4
# U+034F is ignored in searching, sorting and shaping.
_NO_CHARACTER = b"<034f>"
# Wrappers that may go when they are empty, unless the parent needs its place filled.
_WRAPPERS = ("/Span", "/NonStruct", "/Div", "/LBody")
_KEEPS_EMPTY = ("/TD", "/TH", "/LI")

_UA_METADATA = """<rdf:Description rdf:about="" \
xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>\
</rdf:Description><rdf:Description rdf:about="" \
xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>\
</pdfaExtension:schemas></rdf:Description></rdf:RDF>"""


@dataclass(frozen=True)
class _Tag:
    """An element of the tag tree and the one it lies in."""

    element: Object
    parent: Object | None

    @property
    def name(self) -> str:
        return str(self.element.S)


# All tags of the tree by their object number.
_Tree = dict[tuple[int, int], _Tag]


def finish(tagged: bytes) -> bytes:
    """Make a PDF of WeasyPrint's variant pdf/a-3a valid PDF/UA-1 as well."""
    import pikepdf  # noqa: PLC0415 -- slow to import

    with pikepdf.open(BytesIO(tagged)) as pdf:
        tree = _read_tree(pdf)
        _give_header_cells_a_scope(tree)
        _drop_empty_wrappers(tree)
        _hide_running_heads(pdf, tree)
        _print_links(pdf)
        _complete_character_maps(pdf)
        _declare_accessible(pdf)
        finished = BytesIO()
        pdf.save(
            finished,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return finished.getvalue()


def _read_tree(pdf: Pdf) -> _Tree:
    tree: _Tree = {}
    waiting: list[tuple[Any, Object | None]] = [
        (child, None) for child in _children(pdf.Root.StructTreeRoot)
    ]
    while waiting:
        element, parent = waiting.pop()
        if not _is_tag(element) or element.objgen in tree:
            continue
        tree[element.objgen] = _Tag(element, parent)
        waiting.extend((child, element) for child in _children(element))
    return tree


def _children(element: Any) -> list[Any]:
    from pikepdf import Array  # noqa: PLC0415

    children = element.get("/K")
    if children is None:
        return []
    return list(children) if isinstance(children, Array) else [children]


def _is_tag(element: Any) -> bool:
    from pikepdf import Dictionary  # noqa: PLC0415

    return isinstance(element, Dictionary) and "/S" in element


def _give_header_cells_a_scope(tree: _Tree) -> None:
    from pikepdf import Dictionary, Name  # noqa: PLC0415

    for tag in tree.values():
        if tag.name != "/TH" or tag.parent is None:
            continue
        attributes = tag.element.get("/A")
        if not isinstance(attributes, Dictionary):
            attributes = Dictionary(O=Name.Table)
        heads_column = _heads_column(tag.parent, tree)
        attributes.Scope = Name.Column if heads_column else Name.Row
        tag.element.A = attributes


def _heads_column(row: Object, tree: _Tree) -> bool:
    group = tree[row.objgen].parent
    return group is not None and str(group.S) == "/THead"


def _drop_empty_wrappers(tree: _Tree) -> None:
    from pikepdf import Array  # noqa: PLC0415

    # Children come after their parents: backwards, a wrapper of nothing but empty
    # wrappers is empty by the time it is looked at.
    for key, tag in reversed(list(tree.items())):
        parent = tag.parent
        if tag.name not in _WRAPPERS or parent is None or _children(tag.element):
            continue
        if "/Alt" in tag.element or str(parent.S) in _KEEPS_EMPTY:
            continue
        parent.K = Array(
            child
            for child in _children(parent)
            if not (_is_tag(child) and child.objgen == key)
        )
        del tree[key]


def _hide_running_heads(pdf: Pdf, tree: _Tree) -> None:
    """Turn content whose tag is outside the tree (margin boxes) into artifacts."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for page in pdf.pages:
        tags = owners.get(int(page.get("/StructParents", -1)))
        if tags is None:
            continue
        lost = {
            index
            for index, owner in enumerate(tags)
            if not _is_tag(owner) or owner.objgen not in tree
        }
        if lost:
            _mark_as_artifacts(pdf, page, lost)
        for index in lost:
            tags[index] = None


def _mark_as_artifacts(pdf: Pdf, page: Page, lost: set[int]) -> None:
    import pikepdf  # noqa: PLC0415

    pagination = pikepdf.Dictionary(Type=pikepdf.Name.Pagination)
    as_artifact = pikepdf.ContentStreamInstruction(
        [pikepdf.Name.Artifact, pagination], pikepdf.Operator("BDC")
    )
    instructions = [
        as_artifact if _marked_content_id(instruction) in lost else instruction
        for instruction in pikepdf.parse_content_stream(page)
    ]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _marked_content_id(instruction: Any) -> int | None:
    if str(instruction.operator) != "BDC":
        return None
    return int(instruction.operands[1].get("/MCID", -1))


def _print_links(pdf: Pdf) -> None:
    for annotation in _annotations(pdf):
        annotation.F = int(annotation.get("/F", 0)) | PRINT_FLAG


def _annotations(pdf: Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        yield from page.get("/Annots", [])


def _complete_character_maps(pdf: Pdf) -> None:
    """Map glyphs that stand for no character of their own, such as Arabic dots."""
    import pikepdf  # noqa: PLC0415

    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or "/ToUnicode" not in item:
            continue
        mapping = item.ToUnicode.read_bytes()
        if b"<>" in mapping:
            item.ToUnicode.write(mapping.replace(b"<>", _NO_CHARACTER))


def _declare_accessible(pdf: Pdf) -> None:
    """Add PDF/UA-1 to the metadata and store them readable, as PDF/A wants it."""
    import pikepdf  # noqa: PLC0415

    metadata = pdf.Root.Metadata.read_bytes().decode()
    metadata = metadata.replace("</rdf:RDF>", _UA_METADATA, 1)
    stream = pikepdf.Stream(pdf, metadata.encode())
    stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    pdf.Root.Metadata = pdf.make_indirect(stream)
