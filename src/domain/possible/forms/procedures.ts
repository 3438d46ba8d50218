import { plusDays } from '../../calendar/calendar';
import { type Seat, isIn } from '../../stages/kind';
import { limitOver } from '../../stages/procedure/limits';
import { todayOf } from '../../step/work';
import { listText } from '../../telling/english';
import { sides } from '../../words/choices';
import type { LocalDate } from '../../words/time';
import type { Context, Form, Offer } from '../field';
import { optionOf, optionsOf, optionWords } from '../words';

type Types =
  | 'procedure.ordered'
  | 'procedure.checked'
  | 'procedure.performed'
  | 'procedure.refused'
  | 'surgery.performed'
  | 'stimulator-trial.reported';

export const procedureForms = {
  'procedure.ordered': { group: 'procedures', offers: orders },
  'procedure.checked': {
    group: 'procedures',
    offers: (context) => {
      const known = allOf(context, ({ checks }) => checks);
      const alone = { check: { leftOut: true }, result: { leftOut: true }, note: { leftOut: true } } as const;
      return [
        ...procedureSeats(context)
          .filter(({ own }) => own.done === null)
          .map(({ stage, own }) => ({
            id: stage.id,
            title: 'Looked at before an injection or block',
            about: stage.title,
            expected: own.order !== null && stage.checks.some((check) => !own.checked.includes(check)),
            ask: { checks: { kind: 'choices' as const, required: true, options: optionsOf(stage.checks) }, ...alone },
          })),
        ...(known.length === 0
          ? []
          : [
              {
                id: 'result',
                title: 'Result of a check before an injection or block',
                ask: {
                  checks: { leftOut: true as const },
                  check: { kind: 'choice' as const, required: true, options: optionsOf(known) },
                  result: { required: true },
                  note: { requiredWhen: { field: 'result', values: ['managed'] } },
                },
              },
            ]),
      ];
    },
  },
  'procedure.performed': { group: 'procedures', offers: done },
  'procedure.refused': {
    group: 'procedures',
    offers: (context) => procedureSeats(context).map(({ stage }) => ({ id: stage.id, about: stage.title })),
  },
  'surgery.performed': { group: 'procedures' },
  'stimulator-trial.reported': { group: 'procedures' },
} satisfies { [T in Types]: Form<T> };

type ProcedureSeat = Seat<'procedure'>;

const procedureSeats = ({ seats }: Context): ProcedureSeat[] => seats.filter((seat) => isIn('procedure', seat));

const allOf = ({ rules }: Context, of: (stage: ProcedureSeat['stage']) => string[]): string[] => [
  ...new Set(
    rules.pathway.tracks.flatMap(({ stages }) =>
      stages.flatMap((stage) => (stage.kind === 'procedure' ? of(stage) : [])),
    ),
  ),
];

/** So far ahead somebody plans a procedure: what no day before is free for is not ordered now. */
const AHEAD_DAYS = 400;

/** By the day from which another one may be planned: regions that were treated lately stand by themselves. */
function orders(context: Context): Offer<'procedure.ordered'>[] {
  return procedureSeats(context).flatMap((seat) => {
    const { stage } = seat;
    const byDay = new Map<LocalDate, string[]>();
    for (const region of stage.regions) {
      const day = firstDay(context, seat, region);
      if (day !== null) byDay.set(day, [...(byDay.get(day) ?? []), region]);
    }
    return [...byDay].map(([day, regions]) => ({
      id: `${stage.id}@${day}`,
      about: byDay.size === 1 ? stage.title : `${stage.title}: ${listText(regions.map(optionWords))}`,
      ask: {
        kind: { kind: 'choice' as const, options: optionsOf(stage.procedures) },
        region: { kind: 'choice' as const, options: optionsOf(regions) },
        indication: { kind: 'choice' as const, options: optionsOf(stage.indications) },
        conservativeWeeks: { min: stage.conservativeWeeks },
        plannedOn: { min: day, max: plusDays(day, AHEAD_DAYS) },
        technique: { lifts: true as const },
        ...(stage.needsConcordantImaging ? { concordantImaging: { options: [optionOf('yes', 'Yes')] } } : {}),
      },
    }));
  });
}

/** The first day on which no limit is broken on whichever side; null: none within the year. */
function firstDay({ state, now }: Context, { stage }: ProcedureSeat, region: string): LocalDate | null {
  const today = todayOf(state, now);
  const isFree = (day: LocalDate): boolean =>
    sides.every((side) => limitOver(state, stage, { region, side }, day) === null);
  for (let ahead = 0; ahead <= AHEAD_DAYS; ahead += 1) {
    const day = plusDays(today, ahead);
    if (isFree(day)) return day;
  }
  return null;
}

/** In a stage that waits for one, and of the kinds that no stage of today waits for. */
function done(context: Context): Offer<'procedure.performed'>[] {
  const seats = procedureSeats(context).filter(({ own }) => own.done === null);
  const waited = new Set(seats.flatMap(({ stage }) => stage.procedures));
  const elsewhere = allOf(context, ({ procedures }) => procedures).filter((kind) => !waited.has(kind));
  const ask = (of: { procedures: string[]; regions: string[]; guidance: string[] }) => ({
    kind: { kind: 'choice' as const, options: optionsOf(of.procedures) },
    region: { kind: 'choice' as const, options: optionsOf(of.regions) },
    guidance: { kind: 'choice' as const, options: optionsOf(of.guidance) },
    override: { lifts: true as const },
  });
  return [
    ...seats.map(({ stage, own: { order } }) => ({
      id: stage.id,
      about: stage.title,
      ask: {
        ...ask(stage),
        ...(order && {
          kind: { ...ask(stage).kind, initial: order.kind },
          region: { ...ask(stage).region, initial: order.region },
          side: { initial: order.side },
        }),
      },
    })),
    ...(elsewhere.length === 0
      ? []
      : [
          {
            id: 'elsewhere',
            title: 'Injection or block done elsewhere',
            ask: ask({
              procedures: elsewhere,
              regions: allOf(context, ({ regions }) => regions),
              guidance: allOf(context, ({ guidance }) => guidance),
            }),
          },
        ]),
  ];
}
