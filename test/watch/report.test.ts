import { HOUR, MINUTE } from '../../src/domain/words/time';
import { alarmText, type Finding, remember, sentence, type Told, toTell } from '../../src/watch/report';

const NOW = Date.UTC(2026, 10, 23, 12);
const aFinding = (id: string, change: Partial<Finding> = {}): Finding => ({
  check: 'enrolment-late',
  clinicId: 'c1',
  id,
  since: NOW - 5 * MINUTE,
  lateSeconds: 300,
  ...change,
});

test('a finding is told when it is new and then once an hour', () => {
  const findings = [aFinding('e1')];
  let told: Told = new Map();
  const tellings: number[] = [];

  for (let minute = 0; minute <= 130; minute += 1) {
    const now = NOW + minute * MINUTE;
    const tell = toTell(findings, told, now);
    if (tell.length > 0) tellings.push(minute);
    told = remember(findings, told, tell, now);
  }

  expect(tellings).toEqual([0, 60, 120]);
});

test('a new one is told at once beside one that was told', () => {
  const old = aFinding('e1');
  const told = remember([old], new Map(), [old], NOW);

  expect(toTell([old, aFinding('e2')], told, NOW + MINUTE)).toEqual([aFinding('e2')]);
});

test('one that went away and came back is new', () => {
  const finding = aFinding('e1');
  const told = remember([finding], new Map(), [finding], NOW);
  const gone = remember([], told, [], NOW + 10 * MINUTE);

  expect(toTell([finding], gone, NOW + 11 * MINUTE)).toEqual([finding]);
});

test('one that flutters is told once an hour', () => {
  const finding = aFinding('e1');
  let told: Told = new Map();
  const tellings: number[] = [];

  for (let minute = 0; minute <= 70; minute += 1) {
    const findings = minute % 3 === 0 ? [finding] : [];
    const tell = toTell(findings, told, NOW + minute * MINUTE);
    if (tell.length > 0) tellings.push(minute);
    told = remember(findings, told, tell, NOW + minute * MINUTE);
  }

  expect(tellings).toEqual([0, 60]);
});

test('one whose alarm did not get out is still to be told', () => {
  const finding = aFinding('e1');

  expect(toTell([finding], remember([finding], new Map(), [], NOW), NOW + MINUTE)).toEqual([finding]);
});

test('the words say what, which and how late', () => {
  expect(sentence(aFinding('e1'))).toBe(
    'Enrolment e1 should have been looked at 5 minutes ago. (enrolment-late, clinic c1)',
  );
  expect(sentence(aFinding('second', { check: 'rota-gap', since: NOW + HOUR, lateSeconds: 0 }))).toBe(
    'Nobody is on duty in the rota second from 2026-11-23T13:00:00.000Z. (rota-gap, clinic c1)',
  );
});

test('an alarm of thousands stays one readable mail', () => {
  const { subject, text } = alarmText(Array.from({ length: 3000 }, (_, n) => aFinding(`e${n}`)));

  expect(subject).toBe('Throughline watch: 3000 late promises');
  expect(text.split('\n').length).toBeLessThan(110);
  expect(text).toContain('… and 2980 more.');
});

test('an alarm of thousands hides no other kind', () => {
  const thousands = Array.from({ length: 3000 }, (_, n) => aFinding(`e${n}`));

  expect(alarmText([...thousands, aFinding('x1', { check: 'rung-untold' })]).text).toContain(
    'Escalation x1 has told nobody',
  );
});
