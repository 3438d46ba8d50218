import type { Instant } from '../../words/time';
import { mood, redFlags } from './answered';
import { history, imaging, operations } from './findings';
import { medicines } from './medicines';
import { procedures } from './procedures';
import { identity, question } from './question';
import type { EvidenceRecord, Line } from './record';
import { decisions, missing, words } from './said';
import { instruments, opioids } from './scores';
import { sessions } from './sessions';

/**
 * The parts of the evidence in the order of reading. `lines`: how many of the forty lines of text are kept for it; all
 * together leave one for the heading. `flows`: its statements are short and share lines.
 */
const sections = {
  identity: { title: 'Patient', of: identity, lines: 2 },
  question: { title: 'Question', of: question, lines: 9 },
  missing: { title: 'Missing', of: (): Line[] => [], lines: 3, flows: true },
  instruments: { title: 'Scores', of: instruments, lines: 4 },
  history: { title: 'History', of: history, lines: 2, flows: true },
  operations: { title: 'Operations', of: operations, lines: 1 },
  imaging: { title: 'Imaging', of: imaging, lines: 1 },
  medicines: { title: 'Medicines', of: medicines, lines: 5 },
  opioids: { title: 'Opioids', of: opioids, lines: 1, flows: true },
  sessions: { title: 'Sessions', of: sessions, lines: 2, flows: true },
  procedures: { title: 'Procedures', of: procedures, lines: 2 },
  mood: { title: 'Mood', of: mood, lines: 2, flows: true },
  'red-flags': { title: 'Red flags', of: redFlags, lines: 2 },
  words: { title: 'Own words', of: words, lines: 1 },
  decisions: { title: 'Decisions', of: decisions, lines: 2 },
} satisfies Record<string, Kind>;

type Kind = { title: string; of: (record: EvidenceRecord) => Line[]; lines: number; flows?: true };
type SectionId = keyof typeof sections;
export type Section = { id: SectionId; title: string; lines: Line[] };

/** All that bears on a decision about one patient, as it stood at an instant. It proposes nothing. */
export type Packet = { asOf: Instant; timeZone: string; sections: Section[] };

export const sectionKind = (id: SectionId): Kind => sections[id];

/** Puts together what was recorded and answered: every line names the rows it comes from, and what is not there is said. */
export function evidencePacket(record: EvidenceRecord): Packet {
  const made = Object.entries(sections).map(([id, { title, of }]) => ({
    id: id as SectionId,
    title,
    lines: of(record),
  }));
  const lacking = missing(
    record,
    made.flatMap(({ lines }) => lines),
  );
  return {
    asOf: record.now,
    timeZone: record.state.reach.timeZone,
    sections: made.map((section) => (section.id === 'missing' ? { ...section, lines: lacking } : section)),
  };
}
