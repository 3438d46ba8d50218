import type { Rules } from '../../step/rules';
import { eventRule, note, type Work } from '../../step/work';
import { read } from '../../telling/entry-words';
import type { JournalEntry } from '../../words/effect';
import type { EventOf } from '../../words/event';
import type { Operation } from '../../words/history';
import type { EnrolmentState } from '../../words/state';
import type { Instant } from '../../words/time';

/** The trial of a stimulator whose result nobody has recorded yet. */
export const openTrial = ({ history }: EnrolmentState): Operation | undefined =>
  history.operations?.findLast(({ kind, relief }) => kind === 'stimulator-trial' && relief === undefined);

/** What it means is told by the pathway's number; a clinician decides on a stimulator that stays. */
export function takeTrialResult(work: Work, event: EventOf<'stimulator-trial.reported'>, at: Instant): void {
  const trial = openTrial(work.state);
  if (!trial) return;
  const { reliefPercent } = event.data;
  const { history } = work.state;
  history.operations = history.operations?.map((each) => (each === trial ? { ...each, relief: reliefPercent } : each));
  const needed = reliefNeeded(work.rules);
  const judged =
    needed === undefined
      ? []
      : [
          { name: 'needed per cent', value: needed },
          { name: 'met', value: reliefPercent >= needed ? 'yes' : 'no' },
        ];
  const inputs = [{ name: 'relief per cent', value: reliefPercent }, ...judged];
  note(work, { at, what: event.type, rule: eventRule(event.type), inputs });
}

const reliefNeeded = ({ pathway }: Rules): number | undefined =>
  pathway.tracks
    .flatMap(({ stages }) => stages)
    .flatMap((stage) =>
      stage.kind === 'follow-up' && stage.stimulatorTrial ? [stage.stimulatorTrial.reliefPercent] : [],
    )
    .at(0);

/** What was found, and whether it is as much as the pathway asks for, where it asks. */
export function trialResultText(entry: JournalEntry): string {
  const needed = entry.inputs.some(({ name }) => name === 'met')
    ? `; the pathway asks for ${read(entry, 'needed per cent')} %: ${read(entry, 'met') === 'yes' ? 'met' : 'not met'}`
    : '';
  return `Stimulator trial: ${read(entry, 'relief per cent')} % less pain${needed}.`;
}
