import { beginningOf } from './anchors';
import { seriesOf, trackOf, type Series } from './lookup';
import type { Rules } from './rules';
import type { EnrolmentState, TrackState } from './state';

/**
 * A procedure that its track has gone on from, by a decision or past a trial: what was promised for the days after it is
 * still asked. The track stands there as it stood then, with those series only.
 */
export function leftBehind(
  rules: Rules,
  { history }: EnrolmentState,
  track: TrackState,
): { track: TrackState; series: Series[] } | null {
  const last = history.procedures.at(-1);
  if (!last) return null;
  const stage = trackOf(rules, track.track).stages.find(
    (each) => each.kind === 'procedure' && each.procedures.includes(last.kind),
  );
  if (!stage || (track.stage === stage.id && beginningOf(track.own) !== null)) return null;
  const { performedOn, recordedAt, region, side } = last;
  const place: TrackState = {
    ...track,
    stage: stage.id,
    gate: null,
    own: {
      kind: 'procedure',
      waitUntil: recordedAt,
      asked: true,
      order: null,
      checked: [],
      done: { performedOn, recordedAt, site: { region, side } },
      evaluation: null,
      rounds: 1,
    },
  };
  const promised = seriesOf(rules, place).filter(
    ({ use, checkIn }) => 'once' in use && use.once.from === 'trial' && checkIn.safety !== undefined,
  );
  return { track: place, series: promised };
}
