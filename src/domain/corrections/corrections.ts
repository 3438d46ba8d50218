import type { DomainEvent, EventOf, EventType, Observation } from '../words/event';

export const correctionEventTypes = ['event.retracted', 'response.moved'] as const satisfies readonly EventType[];
export type CorrectionEvent = EventOf<(typeof correctionEventTypes)[number]>;

const types: readonly EventType[] = correctionEventTypes;

export function isCorrection(event: DomainEvent): event is CorrectionEvent {
  return types.includes(event.type);
}

/**
 * The facts as they count after the corrections among them. A retracted one leaves its seat to the time that it passed and
 * to what was seen by then; a replaced one keeps its seat with the new data. The corrections stay where they are.
 */
export function corrected(events: readonly DomainEvent[]): DomainEvent[] {
  let list = [...events];
  for (const correction of events.filter(isCorrection)) {
    const target = list.find(({ id }) => id === correction.data.event);
    // A quarantined fact is not among the events: there is nothing to leave out.
    if (!target) continue;
    list = list.map((event) => {
      if (event.seq < target.seq || event.seq > correction.seq) return event;
      return withSeen(event === target ? inItsSeat(target, correction) : event, correction.observed);
    });
  }
  return list;
}

/** The correction in force of each fact, by the fact's id: a replacement may itself be corrected. */
export function correctionsByFact(events: readonly DomainEvent[]): Map<string, CorrectionEvent> {
  return new Map(events.filter(isCorrection).map((correction) => [correction.data.event, correction]));
}

function inItsSeat(target: DomainEvent, { data }: CorrectionEvent): DomainEvent {
  const replacement = 'replacement' in data ? data.replacement : undefined;
  // The pair of type and data was checked by the contract of that type.
  if (replacement !== undefined) return { ...target, data: replacement } as unknown as DomainEvent;
  return { ...target, type: 'time.passed', data: {} };
}

/** Without the fact other check-ins close than closed then: what was seen of them came with the correction. */
function withSeen(event: DomainEvent, seen: readonly Observation[]): DomainEvent {
  const known = new Set(event.observed.map(({ checkIn }) => checkIn));
  return { ...event, observed: [...event.observed, ...seen.filter(({ checkIn }) => !known.has(checkIn))] };
}
