import { localDateAt } from '../../calendar/calendar';
import { shortDayText } from '../english';
import { type Packet, type Section, sectionKind } from './packet';

// The packet as plain text for a hospital's record: it fits whatever the course was, and says where it was shortened.

export const MOST_LINES = 40;
export const MOST_CHARACTERS = 100;
const HEADING = 1;
const INDENT = '  ';
const CUT = '...';

/** At most 40 lines of at most 100 characters, plain signs in our own words. */
export function evidenceText(packet: Packet): string {
  const parts = packet.sections.map((section) => {
    const { lines, flows = false } = sectionKind(section.id);
    const all = entriesOf(section, flows);
    return { kept: lines, needs: all.flatMap(wrapped).length, all };
  });
  let spare = MOST_LINES - HEADING - parts.reduce((sum, { kept, needs }) => sum + Math.min(kept, needs), 0);
  const written = parts.map((part) => ({ ...part, room: Math.min(part.kept, part.needs) }));
  // What some do not need goes to the others in turn, a line each, so that none is left with little while another has all.
  while (spare > 0) {
    const wanting = written.filter(({ room, needs }) => room < needs);
    if (wanting.length === 0) break;
    for (const part of wanting.slice(0, spare)) part.room += 1;
    spare -= Math.min(spare, wanting.length);
  }
  const body = written.flatMap(({ all, room }) => fitted(all, room));
  const short = written.some(({ room, needs }) => room < needs);
  return [...heading(packet, short), ...body].join('\n');
}

function heading({ asOf, timeZone }: Packet, short: boolean): string[] {
  const cut = short ? ` “${CUT}” and “(+1 more)”: see the full evidence.` : '';
  return [plain(`EVIDENCE as of ${shortDayText(localDateAt(timeZone, asOf))}; it proposes nothing.${cut}`)];
}

/** The first statement stands behind the title; where a section flows, its statements are one. */
function entriesOf({ title, lines }: Section, flows: boolean): string[] {
  const texts = lines.map(({ text }) => plain(text));
  const entries = flows ? [texts.join('; ')] : texts;
  return entries.map((text, index) => (index === 0 ? `${title.toUpperCase()}: ${text}` : `- ${text}`));
}

/**
 * Each whole where there is room. Else a line each, and what room is left goes to the first ones; where even that is too
 * much, the first of them, with how many are left out.
 */
function fitted(entries: readonly string[], room: number): string[] {
  const all = entries.map(wrapped);
  if (all.length > room) {
    const more = ` ${CUT} (+${String(all.length - room)} more)`;
    const shown = all.slice(0, room).flatMap((lines) => cutTo(lines, 1));
    return [...shown.slice(0, -1), `${beginningOf(shown.at(-1) ?? '', more)}${more}`];
  }
  let spare = room - all.length;
  return all.flatMap((lines) => {
    const extra = Math.min(spare, lines.length - 1);
    spare -= extra;
    return cutTo(lines, 1 + extra);
  });
}

function cutTo(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  const kept = lines.slice(0, most);
  return [...kept.slice(0, -1), `${beginningOf(kept.at(-1) ?? '', CUT)}${CUT}`];
}

/** As much of a line as leaves room for what is put behind it. */
const beginningOf = (line: string, behind: string): string => {
  const most = MOST_CHARACTERS - behind.length;
  const bare = line.endsWith(CUT) ? line.slice(0, -CUT.length) : line;
  return characters(bare).slice(0, most).join('').trimEnd();
};

/** Broken at blanks, and a word that is longer than a line anywhere. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let current: string[] = [];
  for (const word of text.split(' ').map(characters)) {
    let rest = word;
    if (current.length > 0 && current.length + 1 + rest.length <= MOST_CHARACTERS) {
      current = [...current, ' ', ...rest];
      continue;
    }
    if (current.length > 0) lines.push(current.join(''));
    const indent = lines.length === 0 ? [] : characters(INDENT);
    while (indent.length + rest.length > MOST_CHARACTERS) {
      const begin = lines.length === 0 ? [] : characters(INDENT);
      lines.push([...begin, ...rest.slice(0, MOST_CHARACTERS - begin.length)].join(''));
      rest = rest.slice(MOST_CHARACTERS - begin.length);
    }
    current = [...(lines.length === 0 ? [] : characters(INDENT)), ...rest];
  }
  return current.length > 0 ? [...lines, current.join('')] : lines;
}

/** As people count them: a sign of two units is one. */
const characters = (text: string): string[] => text.match(/./gsu) ?? [];

const signs: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '’': "'",
  '–': '-',
  '…': CUT,
  '≥': '>=',
  '≤': '<=',
};

/** One line of signs that every hospital's record can hold, as far as they are ours; letters of names stay. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[“”’–…≥≤]/g, (sign) => signs[sign] ?? sign)
    .trim();
