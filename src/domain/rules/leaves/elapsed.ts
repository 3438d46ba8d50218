import { z } from 'zod';
import { daysBetween, plusDays } from '../../calendar/calendar';
import { counted } from '../../telling/english';
import { Days } from '../../shapes/shapes';
import { known, type LeafKind, otherwise } from '../leaf';

const data = z.strictObject({ days: Days, since: z.enum(['stage', 'enrolment']).optional() });
type Elapsed = z.output<typeof data>;

/** Days since the stage began, or since the enrolment did. */
export const elapsed: LeafKind<Elapsed> = {
  data,
  answer: ({ days, since }, facts) => {
    const ever = since === 'enrolment';
    const passed = daysBetween(ever ? facts.startedOn : facts.since, facts.today);
    return known(passed >= days, () => [{ name: ever ? 'days since the start' : 'days in this stage', value: passed }]);
  },
  text: (leaf) => `${counted(leaf.days, 'day')} ${sinceText(leaf)}`,
  sentence: (leaf) => `${String(leaf.days)} days have passed ${sinceText(leaf)}`,
  otherwise: (leaf, facts) => {
    const since = plusDays(facts.today, -leaf.days);
    return [otherwise(elapsed.text(leaf), facts, leaf.since === 'enrolment' ? { startedOn: since } : { since })];
  },
  reads: ({ days, since = 'stage' }) => [{ of: 'days', days, since }],
  // Time passes by itself.
  inSilence: () => true,
};

const sinceText = ({ since }: Elapsed): string => (since === 'enrolment' ? 'since the start' : 'in this stage');
