import type { SignalClass, Tier } from '../../instrument/types';
import { signalWords } from '../../escalation/signal-words';
import type { Rules } from '../../step/rules';
import { quoted } from '../evidence/record';
import { capital, type LineKind } from '../fact-titles';
import type { StepRow } from './rows';

const tiers = {
  now: 'must be seen now',
  today: 'must be seen today',
  digest: 'is to be seen with the daily digest',
} satisfies Record<Tier, string>;

/** What is not here is of the ladder alone: who was told of it stands with the escalation. */
const steps: Readonly<Record<string, { text: string; kind: LineKind }>> = {
  raised: { text: 'Escalated', kind: 'decisions' },
  joined: { text: 'Joined an open escalation', kind: 'decisions' },
  acknowledged: { text: 'Took the escalation on', kind: 'decisions' },
  'acknowledgement-expired': {
    text: 'Nobody has the escalation any more: the time of whoever had it is over',
    kind: 'system',
  },
  'acknowledgement-voided': { text: 'Something new came in: the escalation is told again', kind: 'system' },
  'handed-over': { text: 'Handed the escalation over', kind: 'decisions' },
  snoozed: { text: 'Put the escalation off', kind: 'decisions' },
  exhausted: { text: 'Nobody had answered the escalation: everybody is told, again and again', kind: 'system' },
  'not-reached': { text: 'A call that did not reach the patient', kind: 'calls' },
  'contact-attempt': { text: 'Tried to reach the patient', kind: 'calls' },
  'no-contact-step': { text: 'A step where a patient could not be reached', kind: 'calls' },
  'could-not-reach': { text: 'The patient could not be reached: the steps for that begin', kind: 'calls' },
  resolved: { text: 'Resolved the escalation', kind: 'decisions' },
};

/** Steps that are lines: what else a ladder does stands with the escalation. */
export const toldSteps: readonly string[] = Object.keys(steps);

/** What somebody did with an escalation, and what it is about. */
export function stepLine(
  row: StepRow,
  { instruments }: Pick<Rules, 'instruments'>,
): { text: string; soft: string[]; kind: LineKind } {
  const { text, kind } = steps[row.what] ?? { text: capital(row.what.replaceAll('-', ' ')), kind: 'system' as const };
  const about = row.rules.map((each) => signalWords({ ...each, class: each.class as SignalClass }, instruments));
  const urgent = row.what === 'raised' ? `: it ${tiers[row.tier]}` : '';
  const to = row.to === null ? '' : ` to ${row.to}`;
  const came = ['outcome', 'step'].flatMap((name) =>
    typeof row.detail[name] === 'string' ? [row.detail[name].replaceAll('-', ' ')] : [],
  );
  return {
    text: `${text}${to}${urgent}${came.length === 0 ? '' : `: ${came.join(', ')}`}.`,
    soft: [...about.slice(0, 2).map((words) => `${words}.`), ...(row.reason === null ? [] : [quoted(row.reason, '')])],
    kind,
  };
}
