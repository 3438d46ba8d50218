import { ruleWords } from '../../escalation/signal-words';
import { AS_USUAL } from '../../instrument/range';
import type { Instrument, Tier } from '../../instrument/types';
import { scoreLabel } from '../english';
import {
  absent,
  dayIn,
  dayOfFact,
  type EvidenceRecord,
  eventSource,
  factsOf,
  type Given,
  type Line,
  line,
  quoted,
  responseSource,
  unanswered,
  worded,
} from './record';
import { pointsOf, scoreLine } from './scores';

/** Scores of mood, what was answered to the question about harm, and what was assessed. */
export function mood(record: EvidenceRecord): Line[] {
  const asked = record.rules.pathway.checkIns.flatMap(({ ask }) => ask);
  const answered = new Set(record.answers.map(({ instrument }) => instrument));
  const place = ({ id }: Instrument): number => (asked.includes(id) ? asked.indexOf(id) : asked.length);
  const forms = Object.values(record.rules.instruments)
    .filter(({ id, proxy }) => proxy === 'refused' && (asked.includes(id) || answered.has(id)))
    .sort((a, b) => place(a) - place(b));
  const lines = [
    ...forms.flatMap((form) =>
      form.items.filter(({ safety }) => safety !== undefined).map(({ id }) => harmLine(record, form, id)),
    ),
    ...forms.flatMap((form) => moodLine(record, form)),
    ...factsOf(record, 'psychology.assessed', 'psychology.requested').map((fact) => {
      const text =
        fact.type === 'psychology.assessed' ? `Assessed: ${worded(fact.data.outcome)}` : 'Support was asked for';
      return line(`${text} (${dayOfFact(record, fact)}, ${fact.by})`, [eventSource(fact)], {
        ...fact.data,
        at: fact.occurredAt,
      });
    }),
  ];
  const assessed = factsOf(record, 'psychology.assessed').length > 0;
  return [
    ...lines,
    ...(assessed
      ? []
      : [absent(record, 'Need for psychological support: no assessment recorded', ['assessment of mood'])]),
  ];
}

/** A short form only as far as it says something newer than the long one it goes on into. */
function moodLine(record: EvidenceRecord, form: Instrument): Line[] {
  const [rule] = form.scores;
  const long = form.continues && record.rules.instruments[form.continues.into];
  if (!rule) return [];
  const newest = (score = ''): number => pointsOf(record, score).at(-1)?.at ?? 0;
  if (long && newest(rule.score) <= newest(long.scores[0]?.score)) return [];
  return [scoreLine(record, rule, form.id, true)];
}

/** Without an answer it is not known, and never "none". */
function harmLine(record: EvidenceRecord, form: Instrument, item: string): Line {
  const name = `Item ${item} of ${scoreLabel(form.id)}`;
  const given = record.answers
    .filter((each) => each.instrument === form.id && each.item === item)
    .sort((a, b) => a.at - b.at);
  const last = given.findLast(({ value }) => value !== null);
  const skipped = given.filter(({ value }) => value === null);
  const above = given.filter(({ value }) => (value ?? 0) > 0);
  const newest = given.at(-1);
  const data = {
    item,
    form: form.id,
    value: last?.value ?? null,
    at: last?.at ?? null,
    skipped: skipped.map(({ at }) => ({ at })),
  };
  if (!last && newest)
    return line(
      `${name}: skipped on ${dayIn(record, newest.at)}, never answered: not known`,
      given.map(responseSource),
      data,
      [name],
    );
  if (!last) return absent(record, `${name}: ${unanswered(record, form.id)}: not known`, [name], data);
  const { answering } = form.items.find(({ id }) => id === item) ?? {};
  const label =
    answering?.type === 'choice' ? answering.options.find(({ value }) => value === last.value)?.label : undefined;
  const again = newest && newest.at > last.at ? `; skipped on ${dayIn(record, newest.at)}` : '';
  const ever = above.length === 0 ? '' : `; above 0 on ${above.map(({ at }) => dayIn(record, at)).join(', ')}`;
  const text = `${name}: ${String(last.value)}${label === undefined ? '' : ` “${label}”`} (answered on ${dayIn(record, last.at)})${again}${ever}`;
  return line(
    text,
    [last, ...skipped, ...above].map(responseSource),
    data,
    again === '' ? [] : [`${name}, since ${dayIn(record, last.at)}`],
  );
}

const FLAGS = 'red-flags';
const tiers = { now: 'emergency', today: 'same day', digest: 'to be reviewed' } satisfies Record<Tier, string>;

/** When warning signs were last answered and how, which were ever reported, and which are known. */
export function redFlags(record: EvidenceRecord): Line[] {
  const { instruments } = record.rules;
  const form = instruments[FLAGS];
  const signalled = factsOf(record, 'safety.signalled').filter(({ data }) =>
    ['spine', 'infection'].includes(data.class),
  );
  return [
    ...(form ? [lastAnswered(record, form)] : []),
    ...signalled.toReversed().map((fact) => {
      const what = ruleWords(fact.data.rule, instruments) ?? worded(fact.data.rule);
      return line(
        `Reported on ${dayIn(record, fact.recordedAt)} (${tiers[fact.data.tier]}): ${what}`,
        [eventSource(fact)],
        {
          ...{ rule: fact.data.rule, tier: fact.data.tier, at: fact.recordedAt },
        },
      );
    }),
    ...factsOf(record, 'flag.known').map((fact) => {
      const what = ruleWords(fact.data.rule, instruments) ?? fact.data.rule;
      const text = `Known to a clinician until ${dayIn(record, fact.data.until)}: ${what}; ${quoted(fact.data.reason, 'no reason recorded')}`;
      return line(text, [eventSource(fact)], { rule: fact.data.rule, until: fact.data.until });
    }),
  ];
}

function lastAnswered(record: EvidenceRecord, form: Instrument): Line {
  const given = record.answers.filter(({ instrument }) => instrument === FLAGS).sort((a, b) => a.at - b.at);
  const newest = given.at(-1);
  if (!newest) return absent(record, `Warning signs: ${unanswered(record, FLAGS)}`, ['warning signs']);
  const items = form.items.map((item) => ({
    item,
    answer: given.findLast((each) => each.response === newest.response && each.item === item.id),
  }));
  const ticked = items.filter(({ answer }) => (answer?.value ?? 0) > 0);
  const blank = items.filter(({ answer }) => answer === undefined || answer.value === null);
  const says = [
    ...ticked.map(({ item, answer }) => `${item.text}${answer?.value === AS_USUAL ? ' (as usual)' : ''}`),
    ...(ticked.length === 0 && blank.length === 0 ? [`none of the ${String(items.length)} signs ticked`] : []),
    ...(blank.length > 0
      ? [`${String(blank.length)} of ${String(items.length)} signs not answered, so not known`]
      : []),
  ].join('; ');
  const later = record.put.findLast(
    ({ forms, at, response }) => forms.includes(FLAGS) && at > newest.at && response !== newest.response,
  );
  const again = later ? `; asked again on ${dayIn(record, later.at)}, not answered` : '';
  const times = new Set(given.map(({ response }) => response)).size;
  const text = `Warning signs, answered ${times === 1 ? 'once' : `${String(times)} times`}, last on ${dayIn(record, newest.at)}: ${says}${again}`;
  const last: Given[] = items.flatMap(({ answer }) => answer ?? []);
  return line(
    text,
    last.map(responseSource),
    {
      ...{ at: newest.at, times, ticked: ticked.map(({ item }) => item.safety?.rule ?? item.id) },
      ...{
        notAnswered: blank.map(({ item }) => item.safety?.rule ?? item.id),
        askedAgain: later ? { at: later.at } : null,
      },
    },
    blank.length > 0
      ? [`${String(blank.length)} warning signs`]
      : later
        ? ['warning signs, since they were last answered']
        : [],
  );
}
