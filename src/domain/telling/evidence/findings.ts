import { conditionsOf } from '../../stages/diagnosis/intake';
import { shortDayText } from '../english';
import {
  absent,
  dayOfFact,
  type EvidenceRecord,
  eventSource,
  factsOf,
  type Line,
  line,
  quoted,
  type Told,
  worded,
} from './record';

/** What is the matter, as far as people here recorded it. */
export function history(record: EvidenceRecord): Line[] {
  const diagnosis = factsOf(record, 'diagnosis.recorded').at(-1);
  const taken = historyOf(record);
  const seen = factsOf(record, 'examination.recorded').at(-1);
  const pregnant = factsOf(record, 'pregnancy.changed').at(-1);
  const events = factsOf(record, 'adverse-event.recorded').filter(
    ({ data }) => !['medicine', 'procedure', 'operation'].includes(data.of),
  );
  return [
    toldOr(record, diagnosis, 'Diagnosis: not recorded', ({ data }) => `Diagnosis: ${data.mechanism} pain`),
    historyLine(record, taken),
    toldOr(record, seen, 'Examination: not recorded', ({ data }) => {
      const sites = (data.sites ?? []).map(({ site, deficit }) => `${worded(site)} ${deficit}`);
      return `Examination: deficit ${data.deficit}${sites.length > 0 ? ` (${sites.join(', ')})` : ''}`;
    }),
    ...(pregnant ? [toldOr(record, pregnant, '', ({ data }) => `Pregnant: ${data.pregnant}`)] : []),
    ...events.map((fact) =>
      toldOr(
        record,
        fact,
        '',
        ({ data }) => `Adverse event of ${data.of}, ${data.severity}: ${quoted(data.text, 'no text')}`,
      ),
    ),
  ];
}

type Taken = Extract<Told, { type: 'history.recorded' }>;

/** As it was last said, part by part: what a later record leaves out was not taken back. */
function historyOf(record: EvidenceRecord): Partial<Taken['data']> & { facts: Taken[]; last: Taken | undefined } {
  const facts = factsOf(record, 'history.recorded');
  const whole = facts.reduce<Partial<Taken['data']>>(
    (before, { data }) => ({ ...before, ...data, conditions: { ...before.conditions, ...data.conditions } }),
    {},
  );
  return { ...whole, facts, last: facts.at(-1) };
}

/** A condition for entry that nobody answered is not known to hold; one that the birth date answers is asked of nobody. */
function historyLine(
  record: EvidenceRecord,
  { facts, last, cause, painSites, levels, conditions = {} }: History,
): Line {
  if (!last) return absent(record, 'History: not recorded', ['History: not recorded']);
  const asked = conditionsOf(record.rules).filter(({ by }) => by === undefined);
  const open = asked.filter(({ id }) => (conditions[id] ?? 'unknown') === 'unknown');
  const refused = asked.filter(({ id }) => conditions[id] === 'no');
  const parts = [
    `cause ${cause === undefined ? 'not recorded' : worded(cause)}`,
    painSites === undefined ? 'pain sites not recorded' : `pain in ${painSites.map(worded).join(', ')}`,
    ...(levels === undefined ? [] : [`levels ${levels.join(', ')}`]),
    ...refused.map(({ id }) => `${worded(id)}: no`),
    ...open.map(({ id }) => `${worded(id)}: ${conditions[id] ?? 'not recorded'}`),
  ];
  const data = { by: last.by, ...last.data, cause, painSites, levels, conditions, at: last.occurredAt };
  const missing = open.map(({ text }) => `whether ${text}`);
  return line(`History: ${parts.join('; ')} (${dayOfFact(record, last)})`, facts.map(eventSource), data, missing);
}

type History = ReturnType<typeof historyOf>;

/** With the day and the person, or what is said where nothing is recorded. */
function toldOr<T extends Told>(
  record: EvidenceRecord,
  fact: T | undefined,
  otherwise: string,
  text: (fact: T) => string,
): Line {
  if (!fact) return absent(record, otherwise, [otherwise]);
  return line(`${text(fact)} (${dayOfFact(record, fact)})`, [eventSource(fact)], {
    by: fact.by,
    ...fact.data,
    at: fact.occurredAt,
  });
}

/** Those done while the patient was here, newest first, and those from before. */
export function operations(record: EvidenceRecord): Line[] {
  const done = factsOf(record, 'surgery.performed', 'stimulator-trial.reported').map((fact) => {
    if (fact.type === 'stimulator-trial.reported') {
      const { reliefPercent, text } = fact.data;
      const says = `Trial of a stimulator, reported on ${dayOfFact(record, fact)}: relief ${String(reliefPercent)} %`;
      return line(`${says}, ${quoted(text, 'no text')}`, [eventSource(fact)], { ...fact.data, at: fact.occurredAt });
    }
    const { kind, level, on, complication } = fact.data;
    const wrong = quoted(complication, 'no complication recorded');
    return line(`${worded(kind)} ${level}, ${shortDayText(on)}: ${wrong}`, [eventSource(fact)], fact.data);
  });
  const harm = factsOf(record, 'adverse-event.recorded')
    .filter(({ data }) => data.of === 'operation')
    .map((fact) =>
      toldOr(record, fact, '', ({ data }) => `Adverse event, ${data.severity}: ${quoted(data.text, 'no text')}`),
    );
  return [...done.toReversed(), ...harm, earlierOperations(record)];
}

function earlierOperations(record: EvidenceRecord): Line {
  const { previousOperations, operations: named, facts, last } = historyOf(record);
  if (!last) return absent(record, 'Earlier operations: not recorded', ['earlier operations']);
  const list = (named ?? []).map(({ kind, level, on }) =>
    [worded(kind), level, on].filter((part) => part !== undefined).join(' '),
  );
  const which = list.length === 0 ? 'kinds and dates not recorded' : list.join('; ');
  const text = `Earlier: ${String(previousOperations)}; ${which} (${dayOfFact(record, last)})`;
  return line(text, facts.map(eventSource), { count: previousOperations, operations: named ?? null });
}

/** Newest first: what was found, and what was ordered and has no result. */
export function imaging(record: EvidenceRecord): Line[] {
  const reports = factsOf(record, 'imaging.reported');
  const open = factsOf(record, 'imaging.ordered').filter(
    ({ seq, data }) =>
      !reports.some(
        (fact) => fact.seq > seq && fact.data.modality === data.modality && fact.data.region === data.region,
      ),
  );
  const lines = [
    ...open.map((fact) =>
      line(
        `${nameOf(fact.data)}, ordered on ${dayOfFact(record, fact)}: result not recorded`,
        [eventSource(fact)],
        fact.data,
        [`result of ${nameOf(fact.data)}`],
      ),
    ),
    ...reports.toReversed().map((fact) => {
      const { finding, text } = fact.data;
      const found = finding === undefined ? 'finding not recorded' : worded(finding);
      const says = `${nameOf(fact.data)}, reported on ${dayOfFact(record, fact)}: ${found}; ${quoted(text, 'text not recorded')}`;
      return line(
        says,
        [eventSource(fact)],
        { ...fact.data, at: fact.occurredAt },
        finding === undefined ? [`finding of ${nameOf(fact.data)}`] : [],
      );
    }),
  ];
  return lines.length > 0 ? lines : [absent(record, 'No imaging is recorded here.', ['imaging'])];
}

const nameOf = ({ modality, region }: { modality: string; region: string }): string =>
  `${modality === 'x-ray' ? 'X-ray' : modality.toUpperCase()} ${region}`;
