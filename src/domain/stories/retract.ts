import { correctionsByFact, refuseRetraction } from '../corrections/corrections';
import { digestStored, walksBefore } from '../step/rebuild';
import type { DomainEvent, EventOf, EventType, Observation } from '../words/event';
import { openItemsOf, returnedDecisions } from '../corrections/open-items';
import type { Instant } from '../words/time';
import { type Course, eventOf, passTo } from '../simulate/course';

/** The newest fact of this type that still counts was wrong; `replacement` is what it should have said. */
export type Retraction = { retracts: EventType; replacement?: Record<string, unknown> };

/** Takes it back as the house would: refused with a sentence, or the course is made anew without it. */
export function retract(
  course: Course,
  at: Instant,
  { retracts, replacement }: Retraction,
): { refused: string | null; event: string } {
  passTo(course, at - 1);
  const { events, rules, state, sent } = course;
  const gone = correctionsByFact(events);
  const fact = events.findLast((each) => each.type === retracts && !gone.has(each.id));
  if (!fact) throw new Error(`no ${retracts} was recorded that still counts`);
  const refused = refuseRetraction(events, fact, false);
  if (refused) return { refused: refused.message, event: fact.id };
  const draft = draftOf(course, fact, at, replacement);
  const { was, is } = walksBefore(rules, events, draft);
  Object.assign(draft.data, {
    found: openItemsOf(state),
    returned: returnedDecisions(was.entries, is.entries, events, fact),
    sent: sent.filter((mail) => mail.at > fact.recordedAt).map(({ key }) => key),
  });
  const until = { now: at, observed: draft.observed };
  const step = digestStored(rules, { state, history: events }, [draft], until);
  course.seq = draft.seq;
  course.state = step.state;
  course.rules = step.rules;
  course.events.push(draft);
  course.entries.push(...step.entries);
  course.effects.push(...step.effects);
  return { refused: null, event: fact.id };
}

function draftOf(
  { seq, sent }: Course,
  fact: DomainEvent,
  at: Instant,
  replacement: Record<string, unknown> | undefined,
): EventOf<'event.retracted'> {
  const found = { ended: false, tasks: [], gates: [], checkIns: [], writing: false };
  const data = { event: fact.id, of: fact.type, reason: 'x', found, returned: [], sent: [] };
  // Of every check-in that was ever asked: without the fact others close than closed then.
  const asked = [...new Set(sent.map(({ checkIn }) => checkIn))];
  const observed = asked.map((checkIn): Observation => {
    const promptAcceptedAt = sent.find((mail) => mail.checkIn === checkIn)?.at ?? null;
    return { checkIn, promptAcceptedAt, scores: [], anyAnswer: false };
  });
  const said = replacement === undefined ? data : { ...data, replacement };
  return eventOf({ type: 'event.retracted', data: said, at, observed }, seq + 1);
}
