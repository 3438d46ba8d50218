import { z } from 'zod';
import { counted } from '../../telling/english';
import { Percent } from '../../shapes/shapes';
import { type Input, inputsOf } from '../../words/history';
import type { Facts } from '../evidence';
import { type Answer, known, type LeafKind, otherwise, unknown } from '../leaf';

const data = z.strictObject({ percent: Percent });
type Attended = z.output<typeof data>;

/** Share of the sessions planned for this stage that took place. */
export const attended: LeafKind<Attended> = {
  data,
  answer,
  text: ({ percent }) => `at least ${String(percent)} % of the planned sessions attended`,
  otherwise: ({ percent }, facts) => {
    if (!facts.attendance) return [];
    const { planned } = facts.attendance;
    const needed = Math.ceil((percent * planned) / 100);
    const attendance = { planned, attended: needed, open: 0 };
    return [otherwise(`${String(needed)} of ${String(planned)} sessions attended`, facts, { attendance })];
  },
  reads: () => [],
  inSilence: () => false,
};

/** A session nobody has recorded may have been attended: only when that could not matter is the answer known. */
function answer({ percent }: Attended, { attendance }: Facts): Answer {
  if (!attendance)
    return unknown(
      () => [],
      () => ['sessions planned for this stage'],
    );
  const { planned, attended: came, open } = attendance;
  const enough = (sessions: number): boolean => sessions * 100 >= percent * planned;
  const inputs = (): Input[] => inputsOf({ 'sessions attended': came, 'sessions planned': planned });
  if (enough(came) || !enough(came + open)) return known(enough(came), inputs);
  return unknown(
    () => [...inputs(), { name: 'sessions not recorded', value: open }],
    () => [`the outcome of ${counted(open, 'session')}`],
  );
}
