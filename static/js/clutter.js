/* See where the base map has writing and lines, so that the story's names stand beside it. */
(function (D) {
  "use strict";

  const SHRINK = 3;
  const EDGE = 26;
  const STRETCH_PX = 36;

  const canvas = document.createElement("canvas");
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  let sums = null;
  let width = 0;
  let origin = null;

  /** Sum the edges between neighbouring pixels from the corner to each pixel. */
  function count(pixels, height) {
    const total = new Float32Array((width + 1) * (height + 1));
    const light = (at) => pixels[at] * 0.3 + pixels[at + 1] * 0.6 + pixels[at + 2] * 0.1;
    for (let y = 0; y < height; y += 1) {
      let row = 0;
      for (let x = 0; x < width; x += 1) {
        const at = (y * width + x) * 4;
        const here = light(at);
        const beside = x + 1 < width ? Math.abs(here - light(at + 4)) : 0;
        const below = y + 1 < height ? Math.abs(here - light(at + width * 4)) : 0;
        row += beside > EDGE || below > EDGE ? 1 : 0;
        total[(y + 1) * (width + 1) + x + 1] = total[y * (width + 1) + x + 1] + row;
      }
    }
    return total;
  }

  /** Look at the tiles as they now lie on the map; of another host's tiles nothing can be seen. */
  function look(map) {
    const size = map.getSize();
    const frame = map.getContainer().getBoundingClientRect();
    width = Math.ceil(size.x / SHRINK);
    const height = Math.ceil(size.y / SHRINK);
    canvas.width = width;
    canvas.height = height;
    origin = map.containerPointToLayerPoint([0, 0]);
    for (const tile of map.getPane("tilePane").querySelectorAll("img.leaflet-tile-loaded")) {
      const box = tile.getBoundingClientRect();
      ctx.drawImage(tile, (box.left - frame.left) / SHRINK, (box.top - frame.top) / SHRINK,
        box.width / SHRINK, box.height / SHRINK);
    }
    try {
      sums = count(ctx.getImageData(0, 0, width, height).data, height);
    } catch (error) {
      sums = null;
    }
  }

  /** How much of a box's busiest stretch the base map has drawn on: 0 where all is bare. */
  function share(box) {
    const stretches = Math.max(1, Math.round(box.w / STRETCH_PX));
    const w = box.w / stretches;
    let most = 0;
    for (let index = 0; index < stretches; index += 1) {
      most = Math.max(most, part({ x: box.x + index * w, y: box.y, w, h: box.h }));
    }
    return most;
  }

  /** The share of a box, in layer points, that is drawn on. */
  function part(box) {
    if (!sums) return 0;
    const height = canvas.height;
    const clamp = (value, most) => Math.max(0, Math.min(most, Math.round(value / SHRINK)));
    const [x0, x1] = [clamp(box.x - origin.x, width), clamp(box.x + box.w - origin.x, width)];
    const [y0, y1] = [clamp(box.y - origin.y, height), clamp(box.y + box.h - origin.y, height)];
    const area = (x1 - x0) * (y1 - y0);
    if (area <= 0) return 0;
    const at = (x, y) => sums[y * (width + 1) + x];
    return (at(x1, y1) - at(x0, y1) - at(x1, y0) + at(x0, y0)) / area;
  }

  D.clutter = { look, share };
})(window.Dateline = window.Dateline || {});
