"""Write a film as a file: GIF, MP4 (H.264) or WebM (VP9). Equal films give equal bytes.

Scenes fade into each other in video; in GIF, which keeps every picture whole, they change at once.
The library with the codecs is imported with the first video, for it is large.
"""

from __future__ import annotations

import io
import math
import platform
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image, ImageColor

from geo.errors import RequestError
from geo.errors.wording import nearest, quote
from geo.film.moving import STEPS, Plates, moved
from geo.film.scenes import Film, Scene
from geo.printmap.canvas.formats import picture_of
from geo.printmap.canvas.sheet import Sheet
from geo.printmap.carto.frame import Frame

if TYPE_CHECKING:
    from av import VideoFrame

FRAMES_PER_SECOND: Final = 24
"""Even while nothing moves: sites that take videos ask for it."""
_FADE_FRAMES: Final = 8
_RIM_PX: Final = 1.0
"""Of the map's frame, which stays where it is."""
_COARSER: Final = 0.5
"""Of the film's pixels, across: of the map while the camera moves over it."""
_COLOURS: Final = 255
"""Of a GIF; one more says that a pixel stays as it was."""
_SAMPLE_PX: Final = 480
"""As large are the pictures from which a GIF's colours are chosen."""
_COARSE: Final = 2
"""Bits of a colour that do not count in choosing."""
_ALIKE: Final = 8
"""Steps of 256 by which a mixed colour must differ from a drawn one to be kept beside it."""
_BT709: Final = 1
"""Of colours in video, as its standards number it."""
_TV_RANGE: Final = 1


Pictures = Iterable[Image.Image]
"""Of a film's scenes, in their order, drawn when asked for."""
Tell = Callable[[int, int], None]
"""Takes how many pictures are done, and of how many."""


@dataclass(frozen=True, slots=True)
class FilmFormat:
    """Say what a kind of film is called, and how it is made."""

    title: str
    media_type: str
    write: Callable[[Film, Pictures, Tell], bytes]


def encode_film(film: Film, form: str, *, tell: Tell = lambda done, whole: None) -> bytes:
    """Return a film as a file.

    Parameters
    ----------
    tell
        Hears again and again how many pictures are done, of how many.

    Raises
    ------
    RequestError
        If there is no such format.
    """
    if form not in FILM_FORMATS:
        raise RequestError(f"a film cannot be had as {quote(form)}{nearest(form, FILM_FORMATS)}")
    drawn = (picture(film, scene.sheet) for scene in film.scenes)
    return FILM_FORMATS[form].write(film, drawn, tell)


def picture(film: Film, sheet: Sheet) -> Image.Image:
    """Return one scene as pixels; where a side is odd, its last line of paper is left out."""
    return picture_of(sheet, film.page.scale).crop((0, 0, *film.pixels))


# --- GIF --------------------------------------------------------------------------------------


def _gif(film: Film, drawn: Pictures, tell: Tell) -> bytes:
    pictures = []
    for one in drawn:
        pictures.append(one)
        tell(len(pictures), len(film.scenes))
    palette = _palette(film, pictures)
    first, *rest = (
        one.quantize(palette=palette, dither=Image.Dither.NONE) for one in pictures
    )  # no dither: even colours pack best
    out = io.BytesIO()
    first.save(
        out,
        "GIF",
        save_all=True,
        append_images=rest,
        duration=[round(scene.seconds * 1000) for scene in film.scenes],
        loop=0,
        disposal=1,
        optimize=False,
        comment=f"{film.title}\n{film.description}".encode(),
    )
    return out.getvalue()


def _palette(film: Film, pictures: Sequence[Image.Image]) -> Image.Image:
    """Return the colours of all that is drawn, as they are, and of how they mix."""
    drawn = {film.scenes[0].sheet.paper}
    for scene in film.scenes:
        for item in scene.sheet.items:
            drawn |= {item.colour} if getattr(item, "opacity", 1.0) == 1.0 else set()
    exact = np.array([ImageColor.getrgb(colour)[:3] for colour in sorted(drawn)])[: _COLOURS // 2]
    mixed = np.array(_mixed(pictures).getpalette()).reshape(-1, 3)
    apart = np.abs(mixed[:, None] - exact[None]).max(axis=2).min(axis=1) > _ALIKE
    values = np.concatenate([exact, mixed[apart]])[:_COLOURS]
    palette = Image.new("P", (1, 1))
    palette.putpalette(values.ravel().tolist())
    return palette


def _mixed(pictures: Sequence[Image.Image]) -> Image.Image:
    """Return an image whose palette holds the pictures' colours, the rare beside the frequent.

    By their area alone, a mark that is pointed out would get none of its own.
    """
    found: Counter[int] = Counter()
    for one in pictures:
        small = one.resize((_SAMPLE_PX, _SAMPLE_PX), Image.Resampling.NEAREST)
        rgb = np.asarray(small).reshape(-1, 3) >> _COARSE
        codes, counts = np.unique(rgb @ np.array([1 << 16, 1 << 8, 1]), return_counts=True)
        found.update(dict(zip(codes.tolist(), counts.tolist(), strict=True)))
    codes = np.repeat(np.array(sorted(found)), [found[code].bit_length() for code in sorted(found)])
    rgb = np.stack([codes >> 16, codes >> 8 & 255, codes & 255], axis=-1) << _COARSE
    row = Image.fromarray(np.minimum(rgb + (1 << _COARSE - 1), 255).astype(np.uint8)[None])
    return row.quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, kmeans=2)


# --- video ------------------------------------------------------------------------------------


_STILLS: Final = "b-adapt=0:b-pyramid=none:scenecut=0:weightp=0:subme=1:me=dia:ref=1"
"""For x264: most of a film stands still, and what tries how a picture moved would only take time.
Of pictures that no other is made from, many in a row, no edges are smoothed."""
_SAME_ON_INTEL: Final = ":asm=SSE4.2" if platform.machine().lower() in ("x86_64", "amd64") else ""
"""With AVX-512, x264 gives other bytes now and then; with what every processor has, it does not."""
_MOVING: Final = 0.4
"""Of the bytes that x264 would spend on a moving picture; sharp as what stands still, a second of
it would take as many as twenty seconds of that."""


def _h264(film: Film) -> dict[str, str]:
    begins = accumulate((_count(scene) for scene in film.scenes), initial=0)
    moves = [at for at, scene in zip(begins, film.scenes, strict=False) if scene.move]
    zones = "/".join(f"{at},{at + STEPS - 1},b={_MOVING}" for at in moves)
    asked = f"{_STILLS}{_SAME_ON_INTEL}{':zones=' if zones else ''}{zones}"
    return {
        "preset": "veryfast", "tune": "stillimage", "crf": "20", "rc-lookahead": "16", "g": "240",
        "bf": "16", "x264-params": asked,
    }  # fmt: skip


def _vp9(_: Film) -> dict[str, str]:
    return {"deadline": "realtime", "cpu-used": "7", "crf": "30", "b": "0", "g": "240"}


@dataclass(frozen=True, slots=True)
class _Codec:
    """Say how a kind of video is made; as many threads anywhere and no clock, for equal bytes."""

    container: str
    name: str
    threads: int
    options: Callable[[Film], dict[str, str]]
    container_options: Mapping[str, str]


_FASTSTART: Final = {"movflags": "+faststart", "fflags": "+bitexact"}
_H264: Final = _Codec("mp4", "libx264", 2, _h264, _FASTSTART)
_VP9: Final = _Codec("webm", "libvpx-vp9", 1, _vp9, {"fflags": "+bitexact"})


def _video(film: Film, pictures: Pictures, tell: Tell, codec: _Codec) -> bytes:
    """Encode by FFmpeg, which goes back to the file's beginning and so needs one."""
    import av
    from av.codec.context import Flags

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film.{codec.container}"
        with av.open(
            str(path), "w", format=codec.container, options=dict(codec.container_options)
        ) as file:
            file.metadata.update(
                title=film.title, description=film.description, comment=film.description
            )
            stream = file.add_stream(codec.name, FRAMES_PER_SECOND, options=codec.options(film))
            assert isinstance(stream, av.VideoStream)
            (stream.width, stream.height), stream.pix_fmt = film.pixels, "yuv420p"
            stream.color_range = _TV_RANGE
            stream.colorspace = stream.color_primaries = stream.color_trc = _BT709
            stream.codec_context.thread_count = codec.threads
            stream.codec_context.flags |= Flags.bitexact
            whole = sum(map(_count, film.scenes))
            for number, frame in enumerate(_frames(film, pictures)):
                if number % FRAMES_PER_SECOND == 0:
                    tell(number, whole)
                frame.pts, frame.time_base = number, Fraction(1, FRAMES_PER_SECOND)
                file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
            tell(whole, whole)
        return path.read_bytes()


def _count(scene: Scene) -> int:
    """Return for how many frames a scene stands."""
    return round(scene.seconds * FRAMES_PER_SECOND)


def _frames(film: Film, pictures: Pictures) -> Iterator[VideoFrame]:
    """Yield every frame: each scene as long as it stands, its beginning a fade from the last."""
    before: Image.Image | None = None
    last: Scene | None = None
    for scene, now in zip(film.scenes, pictures, strict=True):
        count = _count(scene)
        if before is not None and last is not None:
            changed = [*change(film, last, scene, before, now)]
            yield from map(_frame, changed)
            count -= len(changed)
        still = _frame(now)
        for _ in range(count):
            yield still
        before, last = now, scene


def change(
    film: Film, last: Scene, scene: Scene, before: Image.Image, now: Image.Image
) -> Iterator[Image.Image]:
    """Yield the pictures from one scene to the next: a fade, in which the camera may move."""
    maps = _maps(film, last, scene, before, now) if scene.move else None
    for step in range(1, (STEPS if maps else _FADE_FRAMES) + 1):
        along = step / (_FADE_FRAMES + 1)
        page = Image.blend(before, now, along) if along < 1 else now.copy()
        if maps:
            (left, top, _, _), moved = next(maps)
            page.paste(moved, (left, top))
        yield page


def _maps(
    film: Film, last: Scene, scene: Scene, before: Image.Image, now: Image.Image
) -> Iterator[tuple[tuple[int, int, int, int], Image.Image]]:
    """Yield where the map is on the page, and what it shows at each step of a move."""
    move, scale = scene.move, film.page.scale
    assert move is not None
    left, top, right, bottom = (side * scale for side in move.wide.box.grown(-_RIM_PX))
    box = math.ceil(left), math.ceil(top), math.floor(right), math.floor(bottom)
    sheets = {move.start: last.bare_sheet, move.end: scene.bare_sheet}
    if scene.passed:
        sheets[move.wide] = scene.passed
    drawn = {frame: _plate(sheet, frame, scale * _COARSER) for frame, sheet in sheets.items()}
    plates = Plates(drawn[move.start], drawn[move.end], drawn[move.wide])
    for picture in moved(move, plates, before.crop(box), now.crop(box)):
        yield box, picture


def _plate(sheet: Sheet, frame: Frame, scale: float) -> Image.Image:
    """Return a map without names as pixels, coarse: nobody sees it but in a move."""
    box = [round(side * scale) for side in frame.box]
    return picture_of(sheet, scale).crop((box[0], box[1], box[2], box[3]))


def _frame(image: Image.Image) -> VideoFrame:
    from av import VideoFrame

    return VideoFrame.from_ndarray(np.asarray(image), format="rgb24").reformat(
        format="yuv420p", dst_colorspace="ITU709", dst_color_range="MPEG", threads=1
    )


FILM_FORMATS: Final[Mapping[str, FilmFormat]] = MappingProxyType(
    {
        "gif": FilmFormat("GIF", "image/gif", _gif),
        "mp4": FilmFormat("MP4", "video/mp4", partial(_video, codec=_H264)),
        "webm": FilmFormat("WebM", "video/webm", partial(_video, codec=_VP9)),
    }
)
"""By the ending of the file's name."""
