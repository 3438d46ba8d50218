import { beginWork } from '../../../src/domain/step/advance';
import { closeGate, escalateGate, escalationDue, openGate } from '../../../src/domain/promises/gates';
import { upCast } from '../../../src/domain/step/up-cast';
import type { GateVerdict } from '../../../src/domain/words/state';
import { DAY } from '../../../src/domain/words/time';
import type { GateDefinition } from '../../../src/domain/pathway/language';
import type { Work } from '../../../src/domain/step/work';
import { at } from '../../support/care/facts';
import { shippedRules } from '../../support/care/rules';
import { play, scripts } from '../../support/care/scripted-patient';

const rules = shippedRules();

const gate = {
  id: 'go-on',
  question: 'Go on?',
  answerWithinDays: 14,
  approve: { to: 'end', outcome: 'completed' },
  decline: { to: 'end', outcome: 'completed' },
} as unknown as GateDefinition;
const verdict = (...missing: string[]): GateVerdict => ({ kind: 'decision-due', rule: null, inputs: [], missing });
const START = at('2027-01-25', '10:00');

/** A step in the making, of a patient at no question. */
function aStep(): Work {
  const { state } = play(rules, scripts.failsAfterAnAdequateTrial, { until: at('2027-01-10') });
  return beginWork(rules, state, undefined);
}
const trackOf = (work: Work) => {
  const [track] = work.state.tracks;
  if (!track) throw new Error('no track');
  return track;
};
const tasks = (work: Work): string[] => work.state.tasks.map(({ key }) => key);

test('a question whose last missing evidence comes in has its time from then, and a task', () => {
  const work = aStep();
  const track = trackOf(work);
  openGate(work, track, gate, verdict('imaging', 'an assessment'), START);
  const key = track.gate?.key ?? '';
  escalateGate(work, track, START + 14 * DAY);

  openGate(work, track, gate, verdict('imaging'), START + 20 * DAY);
  expect(track.gate).toMatchObject({ escalated: true, answerBy: START + 14 * DAY });
  expect(tasks(work)).not.toContain(`decide-question/${key}`);

  openGate(work, track, gate, verdict(), START + 21 * DAY);
  expect(track.gate).toMatchObject({ escalated: false, answerBy: START + 35 * DAY });
  expect(tasks(work)).toContain(`decide-question/${key}`);
  expect(work.effects.at(-1)).toMatchObject({ type: 'open-gate', answerBy: START + 35 * DAY });
});

test('a question that was complete from the beginning asks for no task of its own', () => {
  const work = aStep();
  openGate(work, trackOf(work), gate, verdict(), START);
  openGate(work, trackOf(work), gate, verdict(), START + DAY);

  expect(trackOf(work).gate).toMatchObject({ answerBy: START + 14 * DAY });
  expect(tasks(work).filter((key) => key.startsWith('decide-question'))).toEqual([]);
});

test('the end of a question closes its own tasks and no other’s', () => {
  const work = aStep();
  const track = trackOf(work);
  openGate(work, track, gate, verdict(), START);
  const key = track.gate?.key ?? '';
  const other = 'prepare-evidence/psychology/support/other-question@2027-01-20';
  const older = `prepare-evidence/${track.track}/${track.stage}@2027-01-20`;
  for (const each of [`prepare-evidence/${key}`, other, older])
    work.state.tasks.push({ key: each, task: 'prepare-evidence', dueAt: START });

  closeGate(work, track, 'approved', START + DAY, 'decided');

  expect(tasks(work)).toContain(other);
  expect(tasks(work)).not.toContain(`prepare-evidence/${key}`);
  expect(tasks(work)).not.toContain(older);
});

test('an unanswered question is escalated every week under a key of its own', () => {
  const work = aStep();
  const track = trackOf(work);
  openGate(work, track, gate, verdict(), START);
  const due: number[] = [];
  for (let week = 0; week < 3; week += 1) {
    if (track.gate === null) throw new Error('the question is open');
    due.push(escalationDue(track.gate));
    escalateGate(work, track, escalationDue(track.gate));
  }

  expect(due).toEqual([14, 21, 28].map((days) => START + days * DAY));
  const keys = work.effects.flatMap((effect) => (effect.type === 'raise-escalation' ? [effect.key] : []));
  expect(new Set(keys).size).toBe(3);
  const raised = work.effects.filter((effect) => effect.type === 'raise-escalation');
  expect(raised.map((effect) => 'gate' in effect && effect.gate)).toEqual(Array(3).fill(track.gate?.key));
});

test('one that an older release escalated once is escalated again', () => {
  const work = aStep();
  const track = trackOf(work);
  openGate(work, track, gate, verdict(), START);
  if (track.gate === null) throw new Error('the question is open');
  track.gate.escalated = true;
  const before = upCast(JSON.parse(JSON.stringify(work.state)));
  const [stored] = before.tracks;

  expect(stored?.gate && escalationDue(stored.gate)).toBe(START + 21 * DAY);
  escalateGate(work, track, START + 21 * DAY);
  expect(work.effects.at(-1)).toMatchObject({ key: `${track.gate.key}/unanswered/2` });
});
