import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dark, light, type Tokens } from '../../web/app/looks/tokens';
import { root } from '../support/care/shipped';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
/** The two blocks of variables at the head of a stylesheet: light first, then dark. */
function variablesOf(css: string): [Record<string, string>, Record<string, string>] {
  const [inLight = '', inDark = ''] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, block = '']) => block);
  const read = (block: string) =>
    Object.fromEntries(
      [...block.matchAll(/--([a-z-]+):\s*(#[0-9a-f]+);/g)].map(([, name = '', value = '']) => [name, value]),
    );
  return [read(inLight), read(inDark)];
}
const kebab = (name: string) => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const named = (tokens: Tokens) =>
  Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`tl-${kebab(name)}`, value]));

test('pages without script take their colours from the tokens of the console, each by its name', () => {
  const [inLight, inDark] = variablesOf(read('api/pages/pages.css'));
  expect(named(light)).toMatchObject(inLight);
  expect(named(dark)).toMatchObject(inDark);
  expect(Object.keys(inDark)).toEqual(Object.keys(inLight));
});

/** What the pages of patients call the same colours; their bar and the ground of urgent help are their own. */
const ofPatients: Record<string, keyof Tokens> = {
  ink: 'ink',
  soft: 'soft',
  line: 'edge',
  act: 'act',
  'act-ink': 'actInk',
  link: 'act',
  bad: 'now',
  'bad-shade': 'nowTint',
  chosen: 'chosen',
};

test('the pages of patients join the same family', () => {
  const [inLight, inDark] = variablesOf(read('api/patient/pages/patient.css'));
  for (const [name, token] of Object.entries(ofPatients)) {
    expect([name, inLight[name], inDark[name]]).toEqual([name, light[token], dark[token]]);
  }
});

test('so do the mails', () => {
  const colours = new Set(read('src/mail/templates/layout.html.eta').match(/#[0-9a-f]{6}/g));
  const known = new Set([...Object.values(light), ...Object.values(dark)]);
  expect([...colours].filter((colour) => !known.has(colour))).toEqual([]);
});

type Pair = [text: keyof Tokens, ground: keyof Tokens];
const pairs: Pair[] = [
  ...(['canvas', 'surface', 'rail', 'hover', 'chosen', 'nowTint', 'todayTint', 'actTint'] as const).map(
    (ground): Pair => ['ink', ground],
  ),
  ...(['canvas', 'surface', 'rail', 'hover', 'chosen'] as const).map((ground): Pair => ['soft', ground]),
  ['now', 'surface'],
  ['now', 'nowTint'],
  ['nowInk', 'nowSolid'],
  ['act', 'surface'],
  ['actInk', 'act'],
  ['today', 'surface'],
  ['good', 'goodTint'],
  ['held', 'heldTint'],
];

function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

test.each(pairs)('%s on %s is read at 7 to 1, in light and in dark', (text, ground) => {
  expect(contrast(light[text], light[ground])).toBeGreaterThanOrEqual(7);
  expect(contrast(dark[text], dark[ground])).toBeGreaterThanOrEqual(7);
});

test('no stylesheet of the console names a colour of its own', () => {
  const files = readdirSync(join(root, 'web'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.css'))
    .map((name) => join('web', name));
  // The focus ring is the same on every ground, and so is the paper of a print.
  const allowed = new Set(['#fd0', '#000', '#fff']);
  const own = files.flatMap((file) =>
    (read(file).match(/#[0-9a-fA-F]{3,8}\b/g) ?? []).filter((c) => !allowed.has(c)).map((c) => `${file}: ${c}`),
  );
  expect(own).toEqual([]);
});
