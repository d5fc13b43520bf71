"""Small PDF and DOCX files made from plain values, for tests and benches."""

from __future__ import annotations

import io
import zipfile

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
ROOT = f'<Relationships xmlns="{LINKS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
RELATIONS = (
    f'<Relationships xmlns="{LINKS}"><Relationship Id="r2" Type="{OFFICE}/footnotes" Target="footnotes.xml"/>'
    f'<Relationship Id="r3" Type="{OFFICE}/hyperlink" Target="https://pubmed.ncbi.nlm.nih.gov/90000003/" TargetMode="External"/>'
    f'<Relationship Id="r4" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
STYLES = f'<w:styles {SPACES}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>'


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*runs, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def make_docx(body, footnotes="", **others):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", ROOT)
        archive.writestr("word/_rels/document.xml.rels", RELATIONS)
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/footnotes.xml", f"<w:footnotes {SPACES}>{footnotes}</w:footnotes>")
        archive.writestr(
            "word/document.xml", others.get("whole") or f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
        )
    return out.getvalue()


def make_pdf(pages, links=(), extra="", trailer="", before=""):
    """A small PDF: each page a list of (x, y, size, text) in Helvetica; links on page 1 as (box, address)."""
    annotations = "".join(
        f"<</Type/Annot/Subtype/Link/Rect[{' '.join(map(str, box))}]/A<</S/URI/URI({address})>>>>"
        for box, address in links
    )
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for number, page in enumerate(pages):
        drawn = [before]
        for x, y, size, text in page:
            written = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            drawn.append(f"BT /F1 {size} Tf {x} {y} Td ({written}) Tj ET")
        stream = "\n".join(drawn)
        kids.append(f"{len(bodies) + 1} 0 R")
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>{extra}"
            f"/Contents {len(bodies) + 2} 0 R/Annots[{annotations if number == 0 else ''}]>>"
        )
        bodies.append(f"<</Length {len(stream.encode('cp1252'))}>>stream\n{stream}\nendstream")
    bodies[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj{body}endobj\n".encode("cp1252")
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    return out + f"trailer<</Size {len(bodies) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF".encode()
