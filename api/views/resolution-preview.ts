import { leavesAfter } from '../../src/domain/escalation/after-resolution';
import { cutShort } from '../../src/domain/escalation/hold-ends';
import { whyKept } from '../../src/domain/corrections/corrections';
import { localDateAt } from '../../src/domain/calendar/calendar';
import { checkInWords } from '../../src/domain/telling/check-in-words';
import { dayText } from '../../src/domain/telling/english';
import { DomainError } from '../../src/domain/words/error';
import type { EventData } from '../../src/domain/words/event';
import type { HeldMessage } from '../../src/storage/message/messages';
import { iso, isoOrNull } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import type { Principal } from '../middleware/principal';
import { standingOf } from './course/standing';

type Choice = EventData['escalation.resolved']['messages'];

/** What becomes of the held messages if the escalation is resolved like this; nothing is changed by asking. */
export async function previewResolution(
  deps: ApiDeps,
  { clinicId }: Principal,
  id: string,
  messages: Choice,
): Promise<object> {
  const { store } = deps;
  const { patientId, tier, status } = await store.escalations.one(store.db, clinicId, id);
  if (status === 'resolved') throw new DomainError('not-possible-now', 'This escalation is already resolved.');
  const { settings, now } = await store.clinics.readClinic(store.db, clinicId);
  const held = tier === 'now' ? await store.messages.heldMessages(store.db, patientId) : [];
  const leaves = await leavesOf(deps, clinicId, held, { escalation: id, messages });
  const cut = typeof messages === 'object' ? cutShort('resolution', messages.until, now) : null;
  const until = typeof messages === 'object' ? (cut?.until ?? messages.until) : null;
  const day = until === null ? null : dayText(localDateAt(settings.timeZone, until));
  const items = held.map((message) => {
    const willGoAt = leaves.get(message.enrolmentId)?.get(message.key) ?? null;
    return { ...message, willGoAt, why: willGoAt === null ? whyNot(messages, day) : null };
  });
  return {
    held: items.map(({ willGoAt, why, plannedAt, ...message }) => ({
      words: wordsOf(message),
      dueAt: iso(plannedAt),
      willGoAt: isoOrNull(willGoAt),
      why,
    })),
    told: 'No mail goes to the patient because of this: only what was planned for them goes on, or not.',
    then: thenWords(tier === 'now', messages, day, items),
    holdEnds: cut === null ? null : { at: iso(cut.until), why: cut.why },
    undo: whyKept('escalation.resolved') ?? '',
  };
}

async function leavesOf(
  deps: ApiDeps,
  clinicId: string,
  held: readonly HeldMessage[],
  choice: EventData['escalation.resolved'],
): Promise<Map<string, Map<string, number>>> {
  const found = new Map<string, Map<string, number>>();
  for (const enrolmentId of new Set(held.map((message) => message.enrolmentId))) {
    const { rules, state, now } = await standingOf(deps, clinicId, enrolmentId);
    found.set(enrolmentId, leavesAfter(rules, state, choice, now));
  }
  return found;
}

const roles: Readonly<Record<string, string>> = {
  invite: 'invitation',
  'reminder-1': 'first reminder',
  'reminder-2': 'second reminder',
};

function wordsOf({ checkInKey, role }: Pick<HeldMessage, 'checkInKey' | 'role'>): string {
  if (checkInKey === null) return 'Mail about an appointment';
  return `${checkInWords(checkInKey)}: ${roles[role] ?? role.replaceAll('-', ' ')}`;
}

function whyNot(messages: Choice, day: string | null): string {
  if (messages === 'end') return 'Routine messages end.';
  if (day !== null) return `Routine messages wait until ${day}; what comes after is planned then.`;
  return 'Its time is over, or another mail says the same.';
}

function thenWords(
  holds: boolean,
  messages: Choice,
  day: string | null,
  items: readonly { willGoAt: number | null }[],
): string {
  if (!holds) return 'It holds no messages: nothing of the plan changes.';
  if (messages === 'end')
    return 'Routine messages end. Somebody gets a task to reach the patient another way, and messages begin again only by hand.';
  if (day !== null) return `Routine messages wait until ${day}.`;
  const going = items.filter(({ willGoAt }) => willGoAt !== null).length;
  return going === 0
    ? 'Routine messages go on; none is waiting now.'
    : 'Routine messages go on, each at the time beside it.';
}
