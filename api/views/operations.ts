import { withheldWords } from '../../src/domain/telling/message-words';
import { DAY } from '../../src/domain/words/time';
import type { OutboxRow } from '../../src/storage/house/operations';
import { iso, isoOrNull } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import { houseFindings } from '../pages/health';

const COUNTED_DAYS = 3;
const MOST_LATE = 20;

/** Whether the house keeps its promises, in counts and words: what operators see names no patient. */
export async function showOperations(deps: ApiDeps, clinicId: string) {
  const { store } = deps;
  const now = await store.clock.clinicNow(store.db, clinicId);
  const since = now - COUNTED_DAYS * DAY;
  const [checks, rows, late, canaryAt] = await Promise.all([
    houseFindings(deps),
    store.operations.outbox(store.db, clinicId, since),
    store.operations.latePromises(store.db, clinicId, MOST_LATE),
    store.operations.lastCanary(store.db, clinicId),
  ]);
  return {
    now: iso(now),
    checks,
    canaryAt: isoOrNull(canaryAt),
    since: iso(since),
    messages: states.map((state) =>
      together(
        state,
        rows.filter((row) => stateOf(row) === state),
      ),
    ),
    late: late.map(({ what, id, dueAt }) => ({ what, id, dueAt: iso(dueAt) })),
  };
}

const states = ['sent', 'planned', 'held', 'not-sent', 'failed'] as const;
type State = (typeof states)[number];

const ofState: Record<string, State> = {
  accepted: 'sent',
  planned: 'planned',
  claimed: 'planned',
  attempting: 'planned',
  withheld: 'not-sent',
  refused: 'failed',
  ambiguous: 'failed',
};

const stateOf = ({ state, nextAt, reason }: OutboxRow): State =>
  state === 'planned' && nextAt === null && reason !== null ? 'held' : (ofState[state] ?? 'failed');

function together(state: State, rows: OutboxRow[]) {
  const channels: Record<string, number> = {};
  const why = new Map<string, number>();
  for (const { channel, count, state: own, reason } of rows) {
    channels[channel] = (channels[channel] ?? 0) + count;
    const words = wordsOf(own, reason);
    if (words !== null) why.set(words, (why.get(words) ?? 0) + count);
  }
  const due = rows.flatMap(({ nextAt }) => (nextAt === null ? [] : [nextAt]));
  return {
    state,
    channels,
    why: [...why].map(([words, count]) => ({ words, count })).sort((one, other) => other.count - one.count),
    nextAt: due.length === 0 ? null : iso(Math.min(...due)),
  };
}

function wordsOf(state: string, reason: string | null): string | null {
  if (state === 'withheld') return withheldWords(reason);
  if (state === 'refused') return 'the mail server says that there is no such mailbox';
  return state === 'ambiguous' ? 'the line went dead while it was handed over' : null;
}
