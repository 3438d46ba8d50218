import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type Asset = { type: string; plain: Buffer; br: Buffer | null; gzip: Buffer | null };
export type Built = { page: string; assets: ReadonlyMap<string, Asset> };

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};
/** A font is compressed already. */
const packed = new Set(['.js', '.css', '.map']);

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
  const pack = packed.has(extension);
  return {
    type: types[extension] ?? 'application/octet-stream',
    plain,
    br: pack ? brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : null,
    gzip: pack ? gzipSync(plain, { level: 9 }) : null,
  };
}

/** dist/web, seen from the sources and from the compiled code alike. */
function folderOf(from: string): string | null {
  const folder = join(from, 'dist', 'web');
  if (existsSync(join(folder, 'index.html'))) return folder;
  const parent = dirname(from);
  return parent === from ? null : folderOf(parent);
}
