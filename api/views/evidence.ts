import { evidencePacket } from '../../src/domain/telling/evidence/packet';
import { choiceText } from '../../src/domain/telling/evidence/record';
import { evidenceText } from '../../src/domain/telling/evidence/text';
import type { DecisionRow } from '../../src/storage/enrolment/timeline';
import type { Page } from '../../src/storage/tx/fragments';
import { cursorAfter, iso } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import { standingOf, theEnrolment } from './course/standing';
import { withTexts } from './texts';

/** What whoever decides about a patient has before their eyes, as data and as text. */
export async function showEvidence(
  deps: ApiDeps,
  clinicId: string,
  id: string,
): Promise<{ body: object; text: string }> {
  const { found, rules, state, now } = await standingOf(deps, clinicId, id);
  const rows = await deps.store.evidence.evidenceRows(deps.store.db, found);
  const packet = evidencePacket({ rules, state, now, enrolment: id, ...rows });
  const { asOf, ...rest } = packet;
  return { body: { asOf: iso(asOf), ...(withTexts(rest) as object) }, text: evidenceText(packet) };
}

/** What was decided, why, by whom, and what whoever decided had before their eyes. */
export async function showDecisions(deps: ApiDeps, clinicId: string, id: string, page: Page) {
  await theEnrolment(deps, clinicId, id);
  const rows = await deps.store.timeline.decisionsOf(deps.store.db, id, page);
  return {
    items: rows.map((row) => ({
      eventId: row.id,
      at: iso(row.at),
      by: row.by,
      gate: row.gate,
      track: row.asked?.track ?? null,
      stage: row.asked?.stage ?? null,
      question: row.asked?.question ?? null,
      askedAt: row.asked === null ? null : iso(row.asked.openedAt),
      choice: row.choice,
      answer: choiceText(row.choice),
      reason: row.reason,
      inView: inView(row),
      correction: withTexts(row.correction),
    })),
    nextCursor: cursorAfter(rows, page, (row) => row.at),
  };
}

/** The entry of the journal begins with the decision and the finding; the rest is what the rule had read. */
function inView({ asked, entry }: DecisionRow): object | null {
  if (entry === null) return asked && (withTexts(asked.verdict) as object);
  const read = entry.inputs.filter(({ name }) => name !== 'decision');
  const kind = read.find(({ name }) => name === 'verdict')?.value ?? null;
  const isTheSame = asked?.verdict.kind === kind;
  return {
    kind,
    rule: isTheSame ? asked.verdict.rule : null,
    inputs: withTexts(read.filter(({ name }) => name !== 'verdict')),
    missing: isTheSame ? asked.verdict.missing : [],
  };
}
