import { crc32, deflateSync, inflateSync } from 'node:zlib';

const MOST_COLOURS = 256;

/**
 * The same picture with a palette, a third as large: a screen has few colours, and edges of letters are no loss. Takes what
 * Chromium writes, eight bits a channel without interlacing.
 */
export function smallPng(png: Buffer): Buffer {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const pixels = unfiltered(inflateSync(dataOf(png)), width * channels, height, channels);
  const { palette, indexOf } = paletteOf(pixels, channels);
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      lines[y * (width + 1) + x + 1] = indexOf(coarse(pixels, (y * width + x) * channels));
  const head = Buffer.from(png.subarray(16, 29));
  head[9] = 3;
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function dataOf(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return Buffer.concat(parts);
}

/** Takes back what each line was told as: the difference to its left, upper or nearest neighbour. */
function unfiltered(raw: Buffer, stride: number, height: number, step: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x < step ? 0 : (out[y * stride + x - step] ?? 0);
      const up = y === 0 ? 0 : (out[(y - 1) * stride + x] ?? 0);
      const corner = x < step || y === 0 ? 0 : (out[(y - 1) * stride + x - step] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter] ?? 0;
      out[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return out;
}

function nearest(left: number, up: number, corner: number): number {
  const at = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(at - left), Math.abs(at - up), Math.abs(at - corner)];
  return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

/** A colour to eight steps of a channel: fewer than anybody sees apart in a letter's edge. */
const coarse = (pixels: Buffer, at: number): number =>
  (((pixels[at] ?? 0) & 0xf8) << 16) | (((pixels[at + 1] ?? 0) & 0xf8) << 8) | ((pixels[at + 2] ?? 0) & 0xf8);

type Tally = { count: number; red: number; green: number; blue: number };

function paletteOf(pixels: Buffer, channels: number) {
  const tallies = new Map<number, Tally>();
  for (let at = 0; at < pixels.length; at += channels) {
    const key = coarse(pixels, at);
    const tally = tallies.get(key) ?? { count: 0, red: 0, green: 0, blue: 0 };
    tally.count += 1;
    tally.red += pixels[at] ?? 0;
    tally.green += pixels[at + 1] ?? 0;
    tally.blue += pixels[at + 2] ?? 0;
    tallies.set(key, tally);
  }
  const kept = [...tallies.values()].sort((a, b) => b.count - a.count).slice(0, MOST_COLOURS);
  // What a colour was on the whole: large grounds keep theirs to the bit.
  const colours = kept.map(({ count, red, green, blue }) => [red, green, blue].map((sum) => Math.round(sum / count)));
  const known = new Map<number, number>();
  const indexOf = (key: number): number => {
    const found = known.get(key) ?? closest(colours, key);
    known.set(key, found);
    return found;
  };
  return { palette: Buffer.from(colours.flat()), indexOf };
}

function closest(colours: number[][], key: number): number {
  const wanted = [(key >> 16) + 4, ((key >> 8) & 0xff) + 4, (key & 0xff) + 4];
  const far = (colour: number[]) => colour.reduce((sum, each, at) => sum + (each - (wanted[at] ?? 0)) ** 2, 0);
  return colours.reduce((best, colour, at) => (far(colour) < far(colours[best] ?? []) ? at : best), 0);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
