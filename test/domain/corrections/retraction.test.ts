import { isUndo, mayRetract, refuseRetraction, whyKept } from '../../../src/domain/corrections/corrections';
import { patientEventTypes, staffEventTypes, type DomainEvent } from '../../../src/domain/words/event';
import { MINUTE } from '../../../src/domain/words/time';
import { at, enrolled, numbered, type Fact } from '../../support/care/facts';

const decided: Fact = {
  type: 'decision.made',
  at: at('2026-12-01'),
  data: { gate: 'g', choice: 'approve', reason: 'x' },
};
const ordered: Fact = { type: 'imaging.ordered', at: at('2026-12-02'), data: { modality: 'mri', region: 'lumbar' } };
const fact = (events: DomainEvent[], index: number): DomainEvent => events[index] ?? ({} as DomainEvent);

const correcting = (event: string, replacement?: Record<string, unknown>): Fact => ({
  type: 'event.retracted',
  at: at('2026-12-03'),
  data: {
    event,
    of: 'imaging.ordered',
    reason: 'x',
    found: { ended: false, tasks: [], gates: [], checkIns: [], writing: true },
    returned: [],
    sent: [],
    ...(replacement && { replacement }),
  },
});

describe('whether a fact may be retracted', () => {
  it('a decision: at any time while nothing followed, and after that only as an undo', () => {
    const alone = numbered([enrolled, decided]);
    const followed = numbered([enrolled, decided, ordered]);

    expect(refuseRetraction(alone, fact(alone, 1), false)).toBeNull();
    expect(refuseRetraction(followed, fact(followed, 1), false)).toMatchObject({ code: 'acted-upon' });
    expect(refuseRetraction(followed, fact(followed, 1), true)).toBeNull();
    const undone = numbered([enrolled, decided, ordered, correcting('event-3')]);
    expect(refuseRetraction(undone, fact(undone, 1), false)).toBeNull();
  });

  it('once; what was replaced may be corrected again', () => {
    const gone = numbered([enrolled, ordered, correcting('event-2')]);
    const replaced = numbered([enrolled, ordered, correcting('event-2', { modality: 'ct', region: 'lumbar' })]);

    expect(refuseRetraction(gone, fact(gone, 1), true)).toMatchObject({ code: 'already-retracted' });
    expect(refuseRetraction(replaced, fact(replaced, 1), true)).toBeNull();
  });

  it('every fact of staff, apart from a move to another version', () => {
    expect(staffEventTypes.filter((type) => whyKept(type) !== null)).toEqual(['pathway.migrated']);
    expect(whyKept('form.deferred')).toContain('people recorded');
    expect(patientEventTypes.filter((type) => whyKept(type) !== null)).toEqual([
      'contact.changed',
      'patient.corrected',
      'patient.merged',
    ]);
  });
});

describe('who may retract it', () => {
  const recorded = { recordedBy: 'ada', recordedAt: 0 };

  it('whoever recorded it, within ten minutes', () => {
    expect(isUndo(recorded, { by: 'ada', at: 10 * MINUTE }, 10)).toBe(true);
    expect(isUndo(recorded, { by: 'ada', at: 10 * MINUTE + 1 }, 10)).toBe(false);
    expect(isUndo(recorded, { by: 'bob', at: 0 }, 10)).toBe(false);
  });

  it('later, and for somebody else’s, a clinician or lead', () => {
    expect(mayRetract('coordinator', true)).toBe(true);
    expect([mayRetract('coordinator', false), mayRetract('clinician', false), mayRetract('lead', false)]).toEqual([
      false,
      true,
      true,
    ]);
  });
});
