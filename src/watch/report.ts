import { HOUR, type Instant, MINUTE } from '../domain/words/time';

/** The kinds of late promise the watch knows, and a promise it cannot see because the database does not answer. */
export const checkNames = [
  'enrolment-late',
  'enrolment-without-wake',
  'undigested-event',
  'quarantined-event',
  'message-not-tried',
  'way-out-failing',
  'rung-untold',
  'check-in-past-window',
  'rung-overdue',
  'rota-gap',
  'no-canary',
  'database-unreachable',
] as const;
export type CheckName = (typeof checkNames)[number];

/** One late promise. Ids only: findings leave the building. */
export type Finding = {
  check: CheckName;
  clinicId: string;
  /** Row or rota it is about. */
  id: string;
  /** When it should have happened, by the clinic's clock. */
  since: Instant;
  /** Seconds it is late; a gap ahead has none. */
  lateSeconds: number;
};

export const keyOf = ({ check, clinicId, id }: Finding): string => `${check}/${clinicId}/${id}`;

/** The same finding is told again after so long (wall clock), for as long as it is there. */
const AGAIN_AFTER = HOUR;
/** Away for less than this (wall clock), it never went. */
const FORGOTTEN_AFTER = 10 * MINUTE;

const words = {
  'enrolment-late': (id, late) => `Enrolment ${id} should have been looked at ${late} ago.`,
  'enrolment-without-wake': (id) => `Enrolment ${id} is open and nothing will wake it.`,
  'undigested-event': (id, late) => `Enrolment ${id} has had a fact for ${late} that nothing will look at.`,
  'quarantined-event': (id) =>
    `Enrolment ${id} holds something that cannot be taken in; its routine messages wait. Look with: throughline enrolment ${id} --why`,
  'message-not-tried': (id, late) => `Message ${id} has been due for ${late} and was not tried.`,
  'way-out-failing': (id, late) => `What is handed over on ${id} has not been taken for ${late}.`,
  'rung-untold': (id, late) => `Escalation ${id} has told nobody for ${late}: no mail server and no pager took it.`,
  'check-in-past-window': (id, late) => `Check-in ${id} ended ${late} ago and nothing will close it.`,
  'rung-overdue': (id, late) => `Escalation ${id} should have told somebody ${late} ago.`,
  'rota-gap': (id, _late, since) => `Nobody is on duty in the rota ${id} from ${new Date(since).toISOString()}.`,
  'no-canary': (_id, late) => `No canary has come home for ${late}: whether paging works is not known.`,
  'database-unreachable': () => 'The database does not answer: nothing is known about anybody.',
} as const satisfies Record<CheckName, (id: string, late: string, since: Instant) => string>;

/** One finding in words; ids only. */
export function sentence({ check, clinicId, id, lateSeconds, since }: Finding): string {
  return `${words[check](id, duration(lateSeconds), since)} (${check}, clinic ${clinicId})`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  if (seconds < 2 * 3600) return `${Math.floor(seconds / 60)} minutes`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} hours`;
  return `${Math.floor(seconds / 86_400)} days`;
}

/** When each finding was last told and last seen, by its key. */
export type Told = ReadonlyMap<string, { toldAt: Instant; seenAt: Instant }>;

/** New findings, and those that are still there an hour after they were told. */
export function toTell(findings: readonly Finding[], told: Told, now: Instant): Finding[] {
  return findings.filter((finding) => now - (told.get(keyOf(finding))?.toldAt ?? -Infinity) >= AGAIN_AFTER);
}

/** What is remembered after a round: a finding that stays away is new when it comes back, one that flutters is not. */
export function remember(findings: readonly Finding[], told: Told, tellingNow: readonly Finding[], now: Instant): Told {
  const after = new Map([...told].filter(([, { seenAt }]) => now - seenAt < FORGOTTEN_AFTER));
  for (const key of findings.map(keyOf)) {
    const known = after.get(key);
    if (known) after.set(key, { ...known, seenAt: now });
  }
  for (const key of tellingNow.map(keyOf)) after.set(key, { toldAt: now, seenAt: now });
  return after;
}

const OF_EACH = 20;

/** Some of each kind, the longest late first: one fault that touches thousands hides no other and fills no disk. */
export function someOfEach(findings: readonly Finding[]): Finding[] {
  const seen = new Map<CheckName, number>();
  return findings.filter(({ check }) => {
    seen.set(check, (seen.get(check) ?? 0) + 1);
    return (seen.get(check) ?? 0) <= OF_EACH;
  });
}

const LINES = 100;

/** The alarm as a text: how many of what, then each by its id. */
export function alarmText(findings: readonly Finding[]): { subject: string; text: string } {
  const told = findings.length > LINES ? someOfEach(findings) : findings;
  const more = findings.length - told.length;
  const lines = [...told.map(sentence), ...(more > 0 ? [`… and ${more} more.`] : [])];
  const subject = `Throughline watch: ${findings.length} late ${findings.length === 1 ? 'promise' : 'promises'}`;
  return { subject, text: `${lines.join('\n')}\n\nEach is told again every hour until it is kept.\n` };
}
