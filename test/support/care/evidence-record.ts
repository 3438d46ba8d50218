import { corrected } from '../../../src/domain/corrections/corrections';
import type { Course } from '../../../src/domain/simulate/course';
import type { Move } from '../../../src/domain/stories/story-types';
import type { EvidenceRecord, Given, Put, Told } from '../../../src/domain/telling/evidence/record';
import { gateOf } from '../../../src/domain/pathway/lookup';

/** What a house would have read of a course that was played on the core: a check-in is known by its key. */
export function recordOf(
  { course, moves }: { course: Course; moves: readonly Move[] },
  by = 'Dr Amara Osei',
): EvidenceRecord {
  const { rules, state } = course;
  const facts = corrected(course.events)
    .filter(({ type }) => type !== 'time.passed')
    .map((event): Told => ({ ...event, by }));
  const answered = facts.filter((fact): fact is Answered => fact.type === 'check-in.answered');
  const stages = rules.pathway.tracks.flatMap(({ stages: all }) => all);
  return {
    rules,
    state,
    now: state.now,
    enrolment: 'enrolment',
    patient: { id: 'patient', reference: 'A-1001', familyName: 'Example', givenName: 'Ada', bornOn: '1970-05-14' },
    facts,
    answers: moves.flatMap((move): Given[] => ('answers' in move ? givenIn(move, answered) : [])),
    scores: answered.flatMap(({ data, recordedAt }) =>
      data.scores.map((score) => ({ ...score, response: data.checkIn, at: recordedAt })),
    ),
    put: putBefore(course, answered),
    written: [],
    decisions: facts.flatMap((fact) =>
      fact.type === 'decision.made'
        ? [
            {
              ...{ id: fact.id, at: fact.recordedAt, by: fact.by, ...fact.data, takenBack: null },
              question: stages.flatMap((stage) => gateOf(stage, fact.data.gate) ?? [])[0]?.question ?? null,
            },
          ]
        : [],
    ),
  };
}

/** Forms of which a mail left, on the day on which they were asked; what was put off was not shown. */
function putBefore({ entries, sent, rules }: Course, answered: readonly Answered[]): Put[] {
  return entries
    .filter(({ what, key }) => what === 'check-in.opened' && sent.some(({ checkIn }) => checkIn === key))
    .map(({ key = '', at, inputs }) => {
      const asked = String(inputs.find(({ name }) => name === 'asks')?.value ?? '').split(', ');
      const said = answered.find(({ data }) => data.checkIn === key)?.data;
      const shown = asked.filter((form) => rules.instruments[form] && !said?.deferred?.includes(form));
      return { response: key, forms: [...shown, ...(said?.forms ?? [])], at };
    });
}

/** What was put off was not shown, so it was not answered, whatever the patient would have said. */
function givenIn({ at, answers, checkIn }: Extract<Move, { answers: object }>, answered: readonly Answered[]): Given[] {
  const forms =
    answered.find(({ data, recordedAt }) => data.checkIn === checkIn && recordedAt === at)?.data.forms ?? [];
  return Object.entries(answers)
    .filter(([instrument]) => forms.includes(instrument))
    .flatMap(([instrument, items]) =>
      Object.entries(items).map(([item, value]) => ({ response: checkIn, instrument, item, value, at })),
    );
}

type Answered = Extract<Told, { type: 'check-in.answered' }>;
