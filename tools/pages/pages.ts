import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Settings } from '../../src/config/settings';
import { byHand, oneMore, type OneMore } from '../new/one-more';

// Parts of pages that are made from the code, so that they cannot say what is not so. Refreshed by REFRESH_PAGES.

export const REFRESH_PAGES = 'GOLDEN=write npx jest test/tools/pages';

/** Pages by path, with what they should say now. */
export function pagesOf(root: string): Record<string, string> {
  return {
    '.env.example': envExample(),
    'docs/operating.md': withPart(root, 'docs/operating.md', 'settings', settingsTable()),
    'CONTRIBUTING.md': withPart(root, 'CONTRIBUTING.md', 'one-more', oneMoreTable()),
  };
}

type Setting = { name: string; says: string; otherwise: string };

function settings(): Setting[] {
  return Object.entries(Settings.shape).map(([name, type]) => ({
    name,
    says: type.description ?? '',
    // The data folder depends on where the house stands.
    otherwise: name === 'THROUGHLINE_DATA' ? '.throughline' : String(type.safeParse(undefined).data ?? ''),
  }));
}

function envExample(): string {
  const lines = settings().flatMap(({ name, says, otherwise }) => ['', `# ${says}`, `#${name}=${otherwise}`]);
  return [
    '# Every setting, with what it is where nothing is set. docs/operating.md says the same.',
    '# Set them in the environment of whatever starts Throughline; an empty value counts as not set.',
    ...lines,
    '',
  ].join('\n');
}

function settingsTable(): string {
  return table(
    ['setting', 'says', 'otherwise'],
    settings().map(({ name, says, otherwise }) => [`\`${name}\``, says, otherwise === '' ? '–' : `\`${otherwise}\``]),
  );
}

function oneMoreTable(): string {
  const paths = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ') || '–';
  return table(
    ['one more', 'its home', 'a line in', 'a test asks for', 'begin with'],
    [
      ...Object.entries<OneMore>(oneMore).map(([kind, { what, home, tables, asked }]) => [
        what,
        paths(home.length > 0 ? home : tables),
        paths(home.length > 0 ? tables : []),
        paths(asked),
        `\`npm run new -- ${kind} <name>\``,
      ]),
      ...byHand.map(({ what, home, table: line }) => [what, paths([home]), paths([line]), '–', '–']),
    ],
  );
}

function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? title).length)));
  const line = (cells: string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** The page as it is, with the part between its two marks made anew. */
function withPart(root: string, path: string, name: string, part: string): string {
  const page = existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '';
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before, rest = ''] = page.split(begin);
  const after = rest.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${path} lacks the marks ${begin} and ${end}.`);
  return `${before}${begin}\n\n${part}\n\n${end}${after}`;
}
