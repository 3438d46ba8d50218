import { localDateAt, wallTimeAt } from '../../calendar/calendar';
import { kindOf } from '../../stages/registry';
import { dayText } from '../../telling/english';
import { purposeText } from '../../telling/entry-words';
import { capital } from '../../telling/fact-titles';
import type { Session } from '../../words/history';
import type { Context, Form, Offer } from '../field';
import { optionOf } from '../words';

// Appointments, by what is booked: an outcome belongs to one of them, and is offered for each that is over.

export const visitForms = {
  'session.booked': {
    group: 'visits',
    offers: ({ state, seats }) => {
      const purpose = seats.map(({ stage }) => kindOf(stage.kind).sessions).find((each) => each !== undefined);
      return [{ fixed: { session: freeName(state.history.sessions) }, ask: { purpose: { initial: purpose ?? null } } }];
    },
  },
  'session.attended': { group: 'visits', offers: (context) => over<'session.attended'>(context, true) },
  'session.missed': { group: 'visits', offers: (context) => over<'session.missed'>(context, true) },
  'session.cancelled': {
    group: 'visits',
    offers: (context) => [
      ...over<'session.cancelled'>(context, false),
      ...chosen<'session.cancelled'>(context, ({ at }) => at > context.now),
    ],
  },
  'session.moved': { group: 'visits', offers: (context) => chosen<'session.moved'>(context, () => true) },
} satisfies { [T in SessionType | 'session.booked']: Form<T> };

type SessionType = 'session.attended' | 'session.missed' | 'session.cancelled' | 'session.moved';

const whenText = ({ rules }: Context, at: number): string => {
  const zone = rules.clinic.timeZone;
  return `${dayText(localDateAt(zone, at))}, ${wallTimeAt(zone, at)}`;
};
const sessionText = (context: Context, { purpose, at }: Session): string =>
  `${capital(purposeText(purpose))} of ${whenText(context, at)}`;

const open = ({ state }: Context): Session[] =>
  state.history.sessions.filter(({ outcome }) => outcome === null).sort((one, other) => one.at - other.at);

/** One way for each appointment that is over and of which nobody has said what became of it. */
const over = <T extends 'session.attended' | 'session.missed' | 'session.cancelled'>(
  context: Context,
  expected: boolean,
): Offer<T>[] =>
  open(context)
    .filter(({ at }) => at <= context.now)
    .map((session) => {
      const offer = { id: session.id, about: sessionText(context, session), expected, fixed: { session: session.id } };
      return offer;
    });

const chosen = <T extends 'session.cancelled' | 'session.moved'>(
  context: Context,
  fits: (session: Session) => boolean,
): Offer<T>[] => {
  const sessions = open(context).filter(fits);
  if (sessions.length === 0) return [];
  const options = sessions.map((session) => optionOf(session.id, sessionText(context, session)));
  return [{ ask: { session: { kind: 'choice', label: 'Which appointment', options } } } as unknown as Offer<T>];
};

/** A name that no appointment has yet. */
function freeName(sessions: readonly Session[]): string {
  const taken = new Set(sessions.map(({ id }) => id));
  let number = sessions.length + 1;
  while (taken.has(`appointment-${String(number)}`)) number += 1;
  return `appointment-${String(number)}`;
}
