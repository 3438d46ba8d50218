import { lanesOf, spanOf } from '../../../web/pathways/lanes';

const stage = (id: string, ...to: (string | null)[]) => ({
  id,
  ways: to.map((toStage) => ({ toStage, when: 'x', leadsTo: toStage ?? 'the end' })) as never,
});

test('the way to the next stage is the line itself, and an end leads nowhere', () => {
  expect(lanesOf([stage('a', 'b', null), stage('b', 'a'), stage('c')])).toEqual([
    { to: 0, from: [1], back: true, lane: 0 },
  ]);
});

test('all that lead to one stage share a line, those from above and from below apart', () => {
  const stages = [stage('a', 'c', 'd'), stage('b', 'd'), stage('c'), stage('d'), stage('e', 'd'), stage('f', 'd')];

  expect(lanesOf(stages).filter(({ to }) => to === 3)).toEqual([
    expect.objectContaining({ from: [4, 5], back: true }),
    expect.objectContaining({ from: [0, 1], back: false }),
  ]);
});

test('two lines beside the same stages never lie over each other', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const lanes = lanesOf(ids.map((id) => stage(id, ...ids)));

  for (const one of lanes)
    for (const other of lanes) {
      const [[top, bottom], [otherTop, otherBottom]] = [spanOf(one), spanOf(other)];
      if (one !== other && top <= otherBottom && otherTop <= bottom) expect(one.lane).not.toBe(other.lane);
    }
  expect(lanes.length).toBeGreaterThan(5);
});
