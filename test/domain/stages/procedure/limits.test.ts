import { plusDays } from '../../../../src/domain/calendar/calendar';
import { emptyHistory } from '../../../../src/domain/check-ins/history';
import type { ProcedureStage } from '../../../../src/domain/stages/procedure/definition';
import { limitOver } from '../../../../src/domain/stages/procedure/limits';
import type { EnrolmentState } from '../../../../src/domain/words/state';
import { wholeRules } from '../../../support/care/whole';

const stage = wholeRules().pathway.tracks[0]?.stages.find(({ kind }) => kind === 'procedure') as ProcedureStage;
const FIRST = '2026-01-01';
/** The same, where lumbar and caudal count as one region. */
const asOne: ProcedureStage = { ...stage, oneRegion: { groups: [['lumbar', 'caudal']], source: 'x' } };

/** Injections so many days after the first, and the request so many days after it. */
function asked(days: number[], request: number, region = 'lumbar', by = stage): string | null {
  const procedures = days.map((day) => ({
    kind: 'epidural-steroid-injection',
    region: 'lumbar',
    side: 'left' as const,
    guidance: 'fluoroscopy',
    performedOn: plusDays(FIRST, day),
    recordedAt: 0,
  }));
  const state = { history: { ...emptyHistory(), procedures } } as EnrolmentState;
  return limitOver(state, by, { region, side: 'left' }, plusDays(FIRST, request))?.message ?? null;
}

describe('the limits of injections', () => {
  it('hold four in a rolling year for a region: the fifth is refused until the first is a year past', () => {
    expect(asked([0, 90, 180, 270], 300)).toBe(
      '4 procedures in the region lumbar lie within 365 days: at most 4 are possible (LCD L33906 [F22]).',
    );
    expect(asked([0, 90, 180, 270], 364)).toMatch(/at most 4/);
    expect(asked([0, 90, 180, 270], 366)).toBeNull();
  });

  it('hold three in half a year', () => {
    expect(asked([0, 30, 60], 100)).toMatch(/3 procedures .* 182 days/);
    expect(asked([0, 30, 60], 183)).toBeNull();
  });

  it('keep 14 days between two', () => {
    expect(asked([0], 13)).toMatch(/on 1 January 2026: another is possible 14 days later/);
    expect(asked([0], 14)).toBeNull();
  });

  it('count each region for itself', () => {
    expect(asked([0, 90, 180, 270], 300, 'cervical')).toBeNull();
  });

  it('count regions as one that the pathway names as one, and gaps as well', () => {
    expect(asked([0, 90, 180, 270], 300, 'caudal')).toBeNull();
    expect(asked([0, 90, 180, 270], 300, 'caudal', asOne)).toBe(
      '4 procedures in the region caudal or lumbar lie within 365 days: at most 4 are possible (LCD L33906 [F22]).',
    );
    expect(asked([0], 13, 'caudal', asOne)).toMatch(/in the region caudal or lumbar was on 1 January 2026/);
    expect(asked([0, 90, 180, 270], 300, 'cervical', asOne)).toBeNull();
  });
});
