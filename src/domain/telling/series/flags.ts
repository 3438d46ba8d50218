import { instantAt } from '../../calendar/calendar';
import type { LocalDate, Instant } from '../../words/time';
import { factsOf, worded } from '../evidence/record';
import { lowered } from '../fact-titles';
import type { SeriesRecord } from './record';

/** Something that may have changed the numbers, with its mark on the drawing. It says that it happened, and not what it did. */
export type Flag = { no: number; at: Instant; kind: FlagKind; words: string };
type FlagKind = 'procedure' | 'operation' | 'medicine' | 'session' | 'stage' | 'programme';

type Unnumbered = Omit<Flag, 'no'>;

/** By when it happened, numbered from 1. */
export function flagsOf(record: SeriesRecord): Flag[] {
  return [...treatments(record), ...medicines(record), ...sessions(record), ...stages(record)]
    .sort((a, b) => a.at - b.at)
    .map((flag, index) => ({ no: index + 1, ...flag }));
}

/** Of a day only the day is known: its noon. */
const noonOf = ({ state }: SeriesRecord, on: LocalDate): Instant => instantAt(state.reach.timeZone, on, '12:00');

function treatments(record: SeriesRecord): Unnumbered[] {
  return [
    ...factsOf(record, 'procedure.performed').map(({ data }): Unnumbered => {
      return { at: noonOf(record, data.performedOn), kind: 'procedure', words: `${worded(data.kind)}, ${data.region}` };
    }),
    ...factsOf(record, 'surgery.performed').map(({ data }): Unnumbered => {
      return { at: noonOf(record, data.on), kind: 'operation', words: `${worded(data.kind)}, ${data.level}` };
    }),
    ...factsOf(record, 'programme.given').map(({ occurredAt }): Unnumbered => {
      return { at: occurredAt, kind: 'programme', words: 'programme for home given' };
    }),
  ];
}

/** A change of dose is no start. */
function medicines(record: SeriesRecord): Unnumbered[] {
  const taken = new Map<string, string>();
  return factsOf(record, 'medication.started', 'medication.stopped', 'treatment.added').flatMap(
    (fact): Unnumbered[] => {
      if (fact.type === 'medication.stopped') {
        const which = fact.data.class ?? [...taken.keys()].at(-1) ?? 'medicine';
        const agent = taken.get(which) ?? worded(which);
        taken.delete(which);
        return [{ at: fact.occurredAt, kind: 'medicine', words: `${agent} stopped` }];
      }
      if (taken.has(fact.data.class)) return [];
      taken.set(fact.data.class, fact.data.agent);
      const begun = fact.type === 'treatment.added' ? 'added' : 'started';
      return [{ at: noonOf(record, fact.data.startedOn), kind: 'medicine', words: `${fact.data.agent} ${begun}` }];
    },
  );
}

/** The first of each block that took place. */
function sessions({ state, rules }: SeriesRecord): Unnumbered[] {
  const firsts = new Map<string, Unnumbered>();
  const stages = rules.pathway.tracks.flatMap((track) => track.stages);
  for (const { at, outcome, stage, purpose } of [...state.history.sessions].sort((a, b) => a.at - b.at)) {
    const of = stage ?? purpose;
    if (outcome !== 'attended' || firsts.has(of)) continue;
    const title = stages.find(({ id }) => id === stage)?.title ?? purpose;
    firsts.set(of, { at, kind: 'session', words: `first session attended: ${lowered(title)}` });
  }
  return [...firsts.values()];
}

/** Of the first track; where everybody begins is no event. */
function stages({ entered, rules, state }: SeriesRecord): Unnumbered[] {
  const [first] = rules.pathway.tracks;
  return entered.flatMap(({ track, stage, at }): Unnumbered[] => {
    const title = first?.stages.find(({ id }) => id === stage)?.title;
    if (track !== first?.id || title === undefined || at === state.startedAt) return [];
    return [{ at, kind: 'stage', words: `${lowered(title)} began` }];
  });
}
