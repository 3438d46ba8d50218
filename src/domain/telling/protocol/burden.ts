import { counted } from '../english';
import type { Burden, Habit } from '../../simulate/burden';
import type { Pathway } from '../../pathway/types';

const answers = {
  'at-once': 'answers at once',
  late: 'answers at the last reminder',
  'every-third': 'answers one in three',
} satisfies Record<Habit, string>;

/** A line for each month and habit, and what is over the goals of the file; `over`: those lines alone. */
export function burdenText(burdens: readonly Burden[], goals: NonNullable<Pathway['burden']>['goals']): BurdenText {
  const months = Math.max(...burdens.map((each) => each.months.length));
  const head = ['month', ...burdens.map(({ habit }) => answers[habit])];
  const rows = Array.from({ length: months }, (_, index) => [
    String(index + 1),
    ...burdens.map(({ months: all }) => cell(all[index])),
  ]);
  const over = [...tooSoon(burdens), ...(goals ? overGoals(burdens, goals) : [])];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  const found = over.length === 0 ? ['Within its goals.'] : over;
  const read =
    'A month has four weeks. Routine mails (+ those about safety, or put off), check-ins answered, questions answered:';
  return { text: [read, '', ...lines, '', ...found].join('\n'), over };
}

export type BurdenText = { text: string; over: string[] };

function cell(month: Burden['months'][number] | undefined): string {
  if (!month) return '';
  const { mails, apart, answered, items } = month;
  return `${String(mails)}${apart > 0 ? ` + ${String(apart)}` : ''} mails, ${String(answered)} answered, ${counted(items, 'question')}`;
}

/** No form is asked twice about the same days. */
const tooSoon = (burdens: readonly Burden[]): string[] =>
  burdens.flatMap(({ habit, tooSoon: found }) =>
    found.map(
      ({ form, afterDays, recallDays }) =>
        `Who ${answers[habit]}: ${form} was answered again after ${counted(afterDays, 'day')}; its questions are about ${counted(recallDays, 'day')}.`,
    ),
  );

type Goals = NonNullable<NonNullable<Pathway['burden']>['goals']>;

/** The first month is the intake, with every form once. Whoever answers one in three is rung, and has no goal of mails. */
function overGoals(burdens: readonly Burden[], { mails, mailsLate, items }: Goals): string[] {
  return burdens.flatMap(({ habit, months }) =>
    months.flatMap((month, index) => {
      if (index === 0) return [];
      const most = { 'at-once': mails, late: mailsLate, 'every-third': Infinity }[habit];
      const where = `Who ${answers[habit]}, month ${String(index + 1)}:`;
      return [
        ...(month.mails > most ? [`${where} ${counted(month.mails, 'mail')}, the goal is ${String(most)}.`] : []),
        ...(month.items > items ? [`${where} ${counted(month.items, 'question')}, the goal is ${String(items)}.`] : []),
      ];
    }),
  );
}
