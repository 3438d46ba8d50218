import { HOUR } from '../../src/domain/words/time';
import {
  acknowledge,
  climb,
  one,
  resolve,
  type Actor,
  type SignalOutcome,
} from '../../src/storage/escalation/escalations';
import type { LadderFixture } from './ladder-fixture';

/** Two clinicians on duty in a clinic of their own, one after the other on the ladder, and a patient. */
export async function twoOnDuty(f: LadderFixture) {
  const clinic = await f.aClinic();
  const ann = await clinic.staff('clinician');
  const bob = await clinic.staff('clinician', { name: 'Bob Marsh', pager_url: 'http://127.0.0.1:9/pager' });
  const now = await clinic.now();
  await clinic.shift('first', ann.staffId, now - HOUR, now + 1000 * HOUR);
  await clinic.shift('second', bob.staffId, now - HOUR, now + 1000 * HOUR);
  await clinic.shift('manager', bob.staffId, now - HOUR, now + 1000 * HOUR);
  const patient = await clinic.patient();

  const view = (id: string) => one(f.db, clinic.clinicId, id);
  return {
    ...{ clinic, ann, bob, patient, view },
    take: async (id: string, staff: Actor = ann, revision?: number) => {
      await f.within((tx) => acknowledge(tx, { id, staff, revision }));
      return view(id);
    },
    step: (id: string) => f.within((tx) => climb(tx, id)),
    end: async (id: string, outcome: SignalOutcome['outcome'] = 'reached-safe', staff: Actor = ann) => {
      const { revision, signals } = await view(id);
      const outcomes = signals.map((signal) => ({
        ...{ id: signal.id, outcome },
        ...{ contactAt: Date.now(), spokeWith: 'patient' },
      }));
      return f.within((tx) => resolve(tx, { id, staff, revision, signals: outcomes, messages: 'resume', note: null }));
    },
  };
}
