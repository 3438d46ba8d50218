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
  const taken = factsOf(record, 'history.recorded').at(-1);
  const seen = factsOf(record, 'examination.recorded').at(-1);
  const pregnant = factsOf(record, 'pregnancy.changed').at(-1);
  const events = factsOf(record, 'adverse-event.recorded').filter(
    ({ data }) => !['medicine', 'procedure', 'operation'].includes(data.of),
  );
  return [
    toldOr(record, diagnosis, 'Diagnosis: not recorded', ({ data }) => `Diagnosis: ${data.mechanism} pain`),
    toldOr(record, taken, 'History: not recorded', ({ data }) => {
      const parts = [
        `cause ${data.cause === undefined ? 'not recorded' : worded(data.cause)}`,
        data.painSites === undefined ? 'pain sites not recorded' : `pain in ${data.painSites.map(worded).join(', ')}`,
        ...(data.levels === undefined ? [] : [`levels ${data.levels.join(', ')}`]),
        ...Object.entries(data.conditions ?? {}).flatMap(([name, answer]) =>
          answer === 'yes' ? [] : [`${worded(name)}: ${answer}`],
        ),
      ];
      return `History: ${parts.join('; ')}`;
    }),
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
  const taken = factsOf(record, 'history.recorded').at(-1);
  if (!taken) return absent(record, 'Earlier operations: not recorded', ['earlier operations']);
  const { previousOperations, operations: named } = taken.data;
  const list = (named ?? []).map(({ kind, level, on }) =>
    [worded(kind), level, on].filter((part) => part !== undefined).join(' '),
  );
  const which = list.length === 0 ? 'kinds and dates not recorded' : list.join('; ');
  const text = `Earlier: ${String(previousOperations)}; ${which} (${dayOfFact(record, taken)})`;
  return line(text, [eventSource(taken)], { count: previousOperations, operations: named ?? null });
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
