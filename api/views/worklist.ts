import { daysBetween, localDateAt } from '../../src/domain/calendar/calendar';
import { scoreRange } from '../../src/domain/instrument/range';
import { mainScoreOf } from '../../src/domain/pathway/lookup';
import { dayWords } from '../../src/domain/telling/by-when';
import type { TaskKind } from '../../src/domain/words/task-kinds';
import { asksFor, turnWords } from '../../src/domain/telling/doing/turn-words';
import { scoreLabel } from '../../src/domain/telling/english';
import type { ClinicSettings } from '../../src/domain/words/clinic';
import type { Instant } from '../../src/domain/words/time';
import type { WorklistPage, WorklistRow } from '../../src/storage/work/worklist';
import { iso } from '../contracts/fields';
import { takesAnswers } from '../answering/standing';
import type { ApiDeps } from '../deps';
import { showPerson } from './person';

type Catalogue = ApiDeps['catalogue'];
/** The clinic's, and what the files say. */
export type Shown = { catalogue: Catalogue; timeZone: ClinicSettings['timeZone']; now: Instant };

const pathwayIn = ({ pathways }: Catalogue, { id, version }: WorklistRow['pathway']) =>
  pathways.find((each) => each.id === id && each.version === version);

/** By pathway and version: the score that a row shows. */
export const mainScores = ({ pathways, instruments }: Catalogue): Record<string, string> =>
  Object.fromEntries(
    pathways.flatMap((pathway) => {
      const score = mainScoreOf(pathway, instruments);
      return score === null ? [] : [[`${pathway.id}/v${String(pathway.version)}`, score]];
    }),
  );

/** By pathway and stage (`id/stage`): in which place a stage stands in lists; what only older versions have comes behind. */
export function stagePlaces({ pathways }: Catalogue): Record<string, number> {
  const newestFirst = pathways.toSorted((a, b) => a.title.localeCompare(b.title, 'en') || b.version - a.version);
  const all = newestFirst.flatMap(({ id, tracks }) =>
    tracks.flatMap(({ stages }) => stages.map((stage) => `${id}/${stage.id}`)),
  );
  return Object.fromEntries([...new Set(all)].map((stage, place) => [stage, place]));
}

/** The pathway with its title; a version that no file holds any more by its id. */
export const namedPathway = (catalogue: Catalogue, pathway: WorklistRow['pathway']) => ({
  ...pathway,
  title: pathwayIn(catalogue, pathway)?.title ?? pathway.id,
});

export function namedStage(
  catalogue: Catalogue,
  { pathway, tracks: [first] }: Pick<WorklistRow, 'pathway' | 'tracks'>,
): { track: string; id: string; title: string } | null {
  if (first === undefined) return null;
  const track = pathwayIn(catalogue, pathway)?.tracks.find(({ id }) => id === first.track);
  const title = track?.stages.find(({ id }) => id === first.stage)?.title;
  return { track: first.track, id: first.stage, title: title ?? first.stage };
}

export const nameOf = ({ givenName, familyName }: { givenName: string; familyName: string }): string =>
  `${givenName} ${familyName}`;

const calledBy = ({ preferredName, givenName }: WorklistRow['person']): string => preferredName ?? givenName;

export const showCounts = (counts: WorklistPage['counts']) => ({
  needsYou: counts['needs-you'],
  waiting: counts.waiting,
  onTrack: counts['on-track'],
  ended: counts.ended,
});

/** `since`: from when on something is news; null where nothing can be. */
export function showWorklist({ rows, counts, news, now }: WorklistPage, since: Instant | null, shown: Shown) {
  return {
    now: iso(now),
    counts: showCounts(counts),
    since: since === null ? null : { at: iso(since), ...news },
    items: rows.map((row) => showRow(row, shown)),
  };
}

function showRow(row: WorklistRow, shown: Shown) {
  const { catalogue } = shown;
  const [first] = row.reasons;
  const told = {
    ...shown,
    name: nameOf(row.person),
    calledBy: calledBy(row.person),
    instruments: catalogue.instruments,
  };
  return {
    id: row.id,
    person: showPerson(row.person),
    pathway: namedPathway(catalogue, row.pathway),
    status: row.status,
    stage: namedStage(catalogue, row),
    reasons: row.reasons.map(({ reason, what, at, about, checkIn, ...rest }) => ({
      reason,
      ...turnWords(reason, { what, at, about, forms: checkIn?.ask ?? null, owner: rest.owner?.name ?? null }, told),
      at: iso(at),
      ...rest,
      tier: reason === 'escalated' ? what : null,
      kind: rest.taskId === null ? null : what,
      records: rest.taskId === null ? null : recordedBy(what),
      openCheckInId: rest.taskId === null ? null : takesAnswers(checkIn, shown.now),
    })),
    group: groupOf(row, shown),
    owner: first?.owner ?? (first?.team === 'coordinators' ? row.coordinator : null),
    lastContact: row.lastContact && { at: iso(row.lastContact.at), words: contactWords(row.lastContact, shown) },
    score: showScore(row, catalogue),
    moreTasks: row.moreTasks,
  };
}

/** The first of the facts that do such work. */
const recordedBy = (kind: string | null): string | null => asksFor[kind as TaskKind]?.[0] ?? null;

const WEEK = 7;

function groupOf({ rank, at }: WorklistRow, { timeZone, now }: Shown) {
  if (rank === 0) return 'now';
  if (rank < 9) return 'overdue';
  if (rank > 9) return 'later';
  const days = daysBetween(localDateAt(timeZone, now), localDateAt(timeZone, at));
  if (days <= 0) return 'today';
  return days < WEEK ? 'this-week' : 'later';
}

const calls: Record<string, string> = {
  reached: 'reached by telephone',
  'no-answer': 'rung, no answer',
  voicemail: 'rung, message left',
  'wrong-number': 'rung, wrong number',
};

function contactWords({ at, how, outcome }: NonNullable<WorklistRow['lastContact']>, { timeZone, now }: Shown): string {
  const day = dayWords(localDateAt(timeZone, at), localDateAt(timeZone, now));
  const what = {
    answer: 'answered',
    call: calls[outcome ?? ''] ?? 'rung',
    attended: 'came to a session',
    procedure: 'had a procedure',
  }[how];
  return `${what}, ${day}`;
}

function showScore({ pathway, points }: WorklistRow, catalogue: Catalogue) {
  const definition = pathwayIn(catalogue, pathway);
  const score = definition && mainScoreOf(definition, catalogue.instruments);
  if (score == null) return null;
  for (const instrument of Object.values(catalogue.instruments)) {
    const rule = instrument.scores.find((each) => each.score === score);
    if (rule) {
      return {
        instrument: score,
        label: scoreLabel(score),
        direction: rule.direction === 'lower-is-better' ? 'lower' : 'higher',
        ...scoreRange(instrument, rule),
        points: points.map(({ at, value }) => ({ at: iso(at), value })),
      };
    }
  }
  return null;
}
