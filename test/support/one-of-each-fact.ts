import type { patientEventTypes, staffEventTypes } from '../../src/domain/words/event';

const site = { kind: 'epidural-steroid', region: 'lumbar', side: 'left' };
const imaging = { modality: 'mri', region: 'lumbar' };
const ahead = '2100-01-01T09:00:00Z';

/** A body that the contract of each fact takes, whatever the pathway makes of it. */
export const oneOfEachFact = {
  'diagnosis.recorded': { mechanism: 'mixed' },
  'medication.started': { class: 'snri', agent: 'a', doseLevel: 'target', startedOn: '2020-01-01' },
  'medication.stopped': { reason: 'x' },
  'medication.checked': { checks: ['renal'] },
  'medication.contraindicated': { class: 'snri', reason: 'x' },
  'medication.reviewed': {},
  'prompt.snoozed': { prompt: 'prompt.x', until: ahead, reason: 'x' },
  'taper.reviewed': { outcome: 'continued', reason: 'x' },
  'history.recorded': { previousOperations: 1 },
  'examination.recorded': { deficit: 'none' },
  'imaging.ordered': imaging,
  'imaging.reported': imaging,
  'session.booked': { session: 's', purpose: 'therapy', at: ahead },
  'session.moved': { session: 's', at: ahead },
  'session.attended': { session: 's' },
  'session.missed': { session: 's' },
  'session.cancelled': { session: 's' },
  'procedure.ordered': {
    ...site,
    ...{ indication: 'radicular', concordantImaging: true, conservativeWeeks: 6, plannedOn: '2026-12-01' },
  },
  'procedure.checked': { checks: ['anticoagulant'] },
  'procedure.performed': { ...site, guidance: 'fluoroscopy', performedOn: '2020-01-01' },
  'procedure.refused': { by: 'patient', reason: 'x' },
  'psychology.assessed': { outcome: 'support' },
  'psychology.requested': {},
  'score.entered': { instrument: 'odi', total: 20 },
  'flag.known': { rule: 'red-flag.fever', until: ahead, reason: 'x' },
  'stage.bypassed': { track: 'care', reason: 'x' },
  'enrolment.transferred': { reason: 'x' },
  'enrolment.accepted': {},
  'decision.made': { gate: 'surgical-review', choice: 'approve', reason: 'x' },
  'pathway.migrated': { toVersion: 2, reason: 'x', preview: '0'.repeat(64) },
  'enrolment.paused': { until: ahead, reason: 'x' },
  'enrolment.resumed': {},
  'enrolment.withdrawn': { reason: 'x' },
  'event.retracted': { eventId: '0199a000-0000-7000-8000-000000000000', reason: 'x' },
} as const satisfies Record<(typeof staffEventTypes)[number] | 'event.retracted', object>;

export const oneOfEachFactOfPerson = {
  'patient.died': {},
  'patient.admitted': { reviewAt: ahead },
  'patient.discharged': {},
  'consent.changed': { email: false },
  'contact.changed': { preferredTime: '10:00' },
  'patient.corrected': { givenName: 'Adaeze', reason: 'typed wrongly' },
  'patient.merged': { from: '0199a000-0000-7000-8000-000000000000', reason: 'typed twice' },
} as const satisfies Record<(typeof patientEventTypes)[number], object>;
