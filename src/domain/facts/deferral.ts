import { nameInKey, seriesInKey } from '../check-ins/deferred';
import { cancelOpenCheckIns } from '../promises/ending';
import type { EventOf } from '../words/event';
import type { Instant } from '../words/time';
import { eventRule, note, type Work } from '../step/work';

/** Nobody was there to read the answers, so the forms were not shown: the next opening of the window asks them. */
export function takeDeferral(work: Work, event: EventOf<'form.deferred'>, at: Instant): void {
  const { state } = work;
  const { checkIn: from, forms } = event.data;
  note(work, {
    at,
    what: 'form.deferred',
    rule: eventRule(event.type),
    key: from,
    inputs: [{ name: 'forms', value: forms.join(', ') }],
  });
  if (state.ended) return;
  // One check-in a series and day asks whatever was put off.
  const series = seriesInKey(from);
  const before = (state.deferred ?? []).filter((each) => seriesInKey(each.from) === series);
  const others = (state.deferred ?? []).filter((each) => !before.includes(each));
  const ask = [...new Set([...before.flatMap((each) => each.ask), ...forms])];
  const since = Math.max(at, ...before.map((each) => each.since));
  state.deferred = [...others, { from, checkIn: nameInKey(from), ask, since, notBefore: at }];
}

/** Whatever was put off was answered after all, where it was asked first: it is not asked again. */
export function settleDeferral(work: Work, checkIn: string, at: Instant, rule: string): void {
  const { state } = work;
  if (state.deferred) state.deferred = state.deferred.filter(({ from }) => from !== checkIn);
  const open = state.checkIns.filter(({ deferredFrom }) => deferredFrom === checkIn);
  if (open.length > 0) cancelOpenCheckIns(work, open, at, rule);
}
