import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

type Encoding = 'br' | 'gzip';
/** `packed`: it in this encoding, made when it is first asked for and then kept; null where there is nothing to gain. */
export type Asset = { type: string; plain: Buffer; packed: ((encoding: Encoding) => Promise<Buffer>) | null };
export type Built = { page: string; assets: ReadonlyMap<string, Asset> };

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};
/** A font is compressed already. */
const packable = new Set(['.js', '.css', '.map']);

/** The console as it was built, read once: no path of a request reaches the disk. Null where nobody has built it. */
export function readBuilt(): Built | null {
  const folder = folderOf(__dirname);
  if (folder === null) return null;
  const names = readdirSync(join(folder, 'console')).filter((name) => extname(name) in types && !name.endsWith('.map'));
  return {
    page: readFileSync(join(folder, 'index.html'), 'utf8'),
    assets: new Map(names.map((name) => [name, assetOf(readFileSync(join(folder, 'console', name)), extname(name))])),
  };
}

function assetOf(plain: Buffer, extension: string): Asset {
  const type = types[extension] ?? 'application/octet-stream';
  return { type, plain, packed: packable.has(extension) ? packing(plain) : null };
}

function packing(plain: Buffer): (encoding: Encoding) => Promise<Buffer> {
  const made: Partial<Record<Encoding, Promise<Buffer>>> = {};
  return (encoding) => (made[encoding] ??= pack[encoding](plain));
}

/** Beside the requests, which wait for nobody's packing. */
const pack: Record<Encoding, (plain: Buffer) => Promise<Buffer>> = {
  br: (plain) => promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (plain) => promisify(gzip)(plain, { level: 9 }),
};

/** dist/web, seen from the sources and from the compiled code alike. */
function folderOf(from: string): string | null {
  const folder = join(from, 'dist', 'web');
  if (existsSync(join(folder, 'index.html'))) return folder;
  const parent = dirname(from);
  return parent === from ? null : folderOf(parent);
}
