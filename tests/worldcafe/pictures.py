"""Real files for the tests, made in memory."""

from io import BytesIO

from PIL import Image, ImageDraw

# Where a camera says it was: north and east of Arnstadt.
GPS = {1: "N", 2: (50.0, 50.0, 4.0), 3: "E", 4: (10.0, 56.0, 48.0)}
SECRETS = [b"Exif", b"GPS", b"Kamera des Landratsamts", b"geheimer Kommentar", b"ICC"]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)
TEXT = "Das ist kein Bild, es heißt nur so.".encode()


def sheet(width=1200, height=900):
    """A sheet of paper with a dark card in its left upper quarter."""
    image = Image.new("RGB", (width, height), "white")
    card = [width // 10, height // 10, width // 2, height // 2]
    ImageDraw.Draw(image).rectangle(card, fill=(20, 40, 120))
    return image


def encoded(image, kind, **options):
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def jpeg(width=1200, height=900, **options):
    return encoded(sheet(width, height), "JPEG", **options)


def jpeg_with_traces():
    """As from a phone: place, camera, a comment, a colour profile, lying on its side."""
    exif = Image.Exif()
    exif[0x010F] = "Kamera des Landratsamts"
    exif[0x0112] = 6  # turn by a quarter to the right
    exif.get_ifd(0x8825).update(GPS)
    return jpeg(exif=exif, comment=b"geheimer Kommentar", icc_profile=b"ICC" * 50)


def heavy_jpeg(size=20 << 20):
    """A picture of more than `size` bytes that can be decoded."""
    noise = Image.effect_noise((5200, 4200), 90).convert("RGB")
    content = encoded(noise, "JPEG", quality=97, subsampling=0)
    assert len(content) > size, len(content)
    return content


def bomb():
    """Few bytes, hundreds of millions of pixels."""
    return encoded(Image.new("1", (20_000, 20_000)), "PNG")
