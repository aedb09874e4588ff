"""The practice's logo: read once from a PNG or JPEG file, kept as a small grey picture, drawn in the letterhead.

Grey, because every document is made for printers that have black alone: what is seen in the sample is what is printed.
"""

from __future__ import annotations

import warnings
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageChops, ImageOps
from reportlab.lib.utils import ImageReader

MOST_BYTES = 5_000_000
MOST_PIXELS = 25_000_000
LEAST_SIDE = 24
KEPT_WIDTH, KEPT_HEIGHT = 960, 300
"""Pixels kept: more than 600 an inch at the largest size on paper."""
MOST_WIDTH, MOST_HEIGHT = 110.0, 34.0
"""Points on paper: the letterhead stays as low as three lines of text."""
_DARK, _LEAST_DARK = 140, 0.005
_WHITE = 255


class LogoRefused(Exception):  # noqa: N818 - it says what happened
    """A file cannot be the logo; ``code`` names the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_logo(data: bytes) -> bytes:
    """Give the logo of a PNG or JPEG file as a grey PNG: upright, on white, its white edges cut, as small as will do.

    Raises LogoRefused: ``logo.too_big`` (file or picture), ``logo.unreadable``, ``logo.too_small``, ``logo.pale`` when
    little of it would be seen on white paper in grey.
    """
    if len(data) > MOST_BYTES:
        raise LogoRefused("logo.too_big")
    grey = _trimmed(_grey(data))
    if min(grey.size) < LEAST_SIDE:
        raise LogoRefused("logo.too_small")
    counts = grey.histogram()
    if sum(counts[:_DARK]) < _LEAST_DARK * sum(counts):
        raise LogoRefused("logo.pale")
    grey.thumbnail((KEPT_WIDTH, KEPT_HEIGHT), Image.Resampling.LANCZOS)
    stream = BytesIO()
    grey.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _grey(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
        if picture.width * picture.height > MOST_PIXELS:
            raise LogoRefused("logo.too_big")
        picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise LogoRefused("logo.too_big") from None
    except (OSError, SyntaxError, ValueError):
        raise LogoRefused("logo.unreadable") from None
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    ground = Image.new("RGBA", upright.size, (_WHITE,) * 4)
    return Image.alpha_composite(ground, upright).convert("L")


def _trimmed(grey: Image.Image) -> Image.Image:
    """Cut off edges that are white, or nearly."""
    inked = ImageChops.invert(grey).point([0 if value < 8 else value for value in range(256)])
    box = inked.getbbox()
    if box is None:
        raise LogoRefused("logo.pale")
    return grey.crop(box)


@lru_cache(maxsize=4)
def _picture(logo: bytes) -> Image.Image:
    """Give a kept logo as a picture; the few there are stay decoded from one document to the next."""
    picture = Image.open(BytesIO(logo), formats=("PNG",))
    picture.load()
    return picture.convert("L")


@lru_cache(maxsize=4)
def logo_image(logo: bytes) -> ImageReader:
    """Give a kept logo for the page."""
    return ImageReader(_picture(logo))


def logo_size(logo: bytes) -> tuple[float, float]:
    """Give width and height on paper in points; nothing without a logo."""
    if not logo:
        return 0.0, 0.0
    wide, high = _picture(logo).size
    scale = min(MOST_WIDTH / wide, MOST_HEIGHT / high)
    return wide * scale, high * scale
