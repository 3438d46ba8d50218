import {
  absent,
  choiceText,
  dayIn,
  dayOfFact,
  type EvidenceRecord,
  eventSource,
  factsOf,
  type Line,
  line,
  quoted,
} from './record';

/** What was decided so far, newest first. */
export function decisions(record: EvidenceRecord): Line[] {
  const lines = record.decisions.toReversed().map((one) => {
    const back = one.takenBack === null ? '' : `; taken back: ${quoted(one.takenBack, '')}`;
    const asked = one.question ?? one.gate;
    const why = quoted(one.reason, 'no reason recorded');
    const text = `${dayIn(record, one.at)}, ${choiceText(one.choice)}, ${why} (${one.by}${back}): ${asked}`;
    return line(text, [eventSource(one)], { ...one });
  });
  return lines.length > 0 ? lines : [absent(record, 'No decision is recorded here.')];
}

/** The patient's own words, newest first: questions and what else was written, and what somebody wrote down. */
export function words(record: EvidenceRecord): Line[] {
  const hopes = factsOf(record, 'history.recorded').flatMap((fact) =>
    fact.data.hopes === undefined
      ? []
      : [
          line(
            `Hopes for: ${quoted(fact.data.hopes, '')} (${dayOfFact(record, fact)}, written down by ${fact.by})`,
            [eventSource(fact)],
            { hopes: fact.data.hopes, at: fact.occurredAt },
          ),
        ],
  );
  const wrote = record.written.map(({ id, text, at, asks }) =>
    line(`${asks ? 'Wants to ask' : 'Wrote'}: ${quoted(text, '')} (${dayIn(record, at)})`, [{ of: 'text', id }], {
      text,
      at,
    }),
  );
  const lines = [...wrote.toReversed(), ...hopes.toReversed()];
  return lines.length > 0 ? lines : [absent(record, 'No words or questions of the patient are recorded here.')];
}

/** What nobody knows yet, gathered from all that is told: whoever decides sees it beside what is known. */
export function missing(record: EvidenceRecord, told: readonly Line[]): Line[] {
  const lacking = told.flatMap(({ missing: all, sources }) => all.map((what) => ({ what, sources })));
  const unique = new Map(lacking.toReversed().map((each) => [each.what, each]));
  const lines = [...unique.values()].toReversed().map(({ what, sources }) => line(what, sources));
  return lines.length > 0 ? lines : [absent(record, 'Nothing that this packet asks for is missing.')];
}
