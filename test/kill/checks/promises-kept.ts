import type { Acknowledged } from './acknowledged';
import type { Rows } from './rows';

// Done-when 3, "nothing acknowledged is missing": each answer of the house that said yes is there, as it was said, once.

type Looked<W extends Acknowledged['what']> = (
  rows: Rows,
  promise: Extract<Acknowledged, { what: W }>,
) => string | null;

const kept: { [W in Acknowledged['what']]: Looked<W> } = {
  enrolment({ enrolments }, { who, id }) {
    const own = enrolments.filter((each) => each.who === who);
    return own.length === 1 && own[0]?.id === id ? null : `${own.length} enrolments`;
  },
  event({ events, enrolments }, { who, id, type, data }) {
    const enrolment = enrolments.find((each) => each.who === who)?.id;
    const same = events.filter(
      (each) => each.enrolmentId === enrolment && each.type === type && sameData(each.data, data),
    );
    return same.length === 1 && same[0]?.id === id ? null : `${same.length} events ${type}`;
  },
  answers({ answers, ...rows }, { linkHash, instrument, values }) {
    const checkInId = checkInOf(rows, linkHash);
    const wrong = Object.entries(values).filter(([item, value]) => {
      const saved = answers.filter((a) => a.checkInId === checkInId && a.instrument === instrument && a.item === item);
      return saved.length !== 1 || saved[0]?.value !== value;
    });
    return wrong.length === 0 ? null : `${instrument}: items ${wrong.map(([item]) => item).join(', ')}`;
  },
  sent({ checkIns, events, ...rows }, { linkHash }) {
    const checkIn = checkIns.find(({ id }) => id === checkInOf(rows, linkHash));
    const facts = events.filter(
      (each) =>
        each.type === 'check-in.answered' &&
        each.enrolmentId === checkIn?.enrolmentId &&
        (each.data as { checkIn?: string }).checkIn === checkIn.key,
    );
    return checkIn?.status === 'answered' && facts.length === 1
      ? null
      : `check-in ${checkIn?.status ?? 'unknown'}, ${facts.length} facts`;
  },
  help({ signals, ...rows }, { linkHash }) {
    const own = signals.filter(({ checkInId }) => checkInId !== null && checkInId === checkInOf(rows, linkHash));
    return own.length === 1 ? null : `${own.length} signals`;
  },
  acknowledgement({ steps }, { escalation }) {
    const told = steps.filter((step) => step.escalationId === escalation && step.what === 'acknowledged');
    return told.length === 1 ? null : `${told.length} acknowledgements`;
  },
  resolution({ escalations, signals, steps, events }, promise) {
    const status = escalations.find(({ id }) => id === promise.escalation)?.status;
    const open = promise.signals.filter((id) => signals.find((signal) => signal.id === id)?.outcome !== 'reached-safe');
    const told = steps.filter((step) => step.escalationId === promise.escalation && step.what === 'resolved');
    const facts = events.filter(
      ({ type, data }) =>
        type === 'escalation.resolved' && (data as { escalation?: string }).escalation === promise.escalation,
    );
    return status === 'resolved' && open.length === 0 && told.length === 1 && facts.length === 1
      ? null
      : `${status ?? 'unknown'}, ${open.length} signals without outcome, ${told.length} steps, ${facts.length} facts`;
  },
  completion({ tasks }, { task }) {
    const status = tasks.find(({ id }) => id === task)?.status;
    return status === 'done' ? null : `task ${status ?? 'unknown'}`;
  },
};

/** One sentence for each promise that was not kept. */
export function brokenPromises(rows: Rows, acknowledged: readonly Acknowledged[]): string[] {
  return acknowledged.flatMap((promise) => {
    const look = kept[promise.what] as Looked<Acknowledged['what']>;
    const fault = look(rows, promise);
    return fault === null ? [] : [`${promise.who}: acknowledged ${promise.what}, found ${fault}`];
  });
}

const checkInOf = ({ links }: Pick<Rows, 'links'>, hash: string): string | undefined =>
  links.find((link) => link.hash === hash)?.checkInId;

/** jsonb keeps no order of keys. */
function sameData(a: object, b: object): boolean {
  const inOrder = (data: object): string => JSON.stringify(Object.entries(data).sort(([x], [y]) => (x < y ? -1 : 1)));
  return inOrder(a) === inOrder(b);
}
