import { handOverDue, type HandOverDeps } from '../../activities/hand-over';
import { createAdvanceEnrolment } from '../../activities/advance-enrolment';
import type { Handover, Outcome } from '../../src/domain/words/message';
import { createPace } from '../../src/mail/channel';
import { patientAtHome, type PatientAtHome } from '../api/patient/patient-at-home';

let home: PatientAtHome;
let tried: Handover[];

beforeEach(async () => {
  home = await patientAtHome();
  tried = [];
  const at = await home.store.clock.clinicNow(home.db, home.clinicId);
  await home.store.patients.recordConsent(home.db, home.patientId, {
    given: true,
    givenOn: '2026-11-20',
    at,
    by: 'test',
  });
  await createAdvanceEnrolment(home.deps)({ enrolmentId: home.enrolmentId });
});
afterEach(async () => {
  await home.close();
});

function depsThatAnswer(outcome: Outcome): HandOverDeps {
  const road = {
    deliver: (handover: Handover) => {
      tried.push(handover);
      return Promise.resolve(outcome);
    },
  };
  const pace = { bulk: createPace(0), urgent: createPace(0) };
  return { ...home.deps, channels: { mail: road, webhook: road }, pace, attemptSeconds: 180 };
}

const handOver = (deps: HandOverDeps) => handOverDue(deps, 'bulk', new AbortController().signal);
const facts = () =>
  home.db.selectFrom('event').select(['type', 'recorded_by']).where('type', '=', 'contact.bounced').execute();

test('a mailbox that does not exist becomes a mark, a fact, a wake and a task, and no more mail leaves', async () => {
  const deps = depsThatAnswer({ outcome: 'refused', code: 550, hardBounce: true });

  await handOver(deps);

  expect(tried).toHaveLength(1);
  expect(await facts()).toEqual([{ type: 'contact.bounced', recorded_by: 'system' }]);
  expect(home.nudges).toContain('enrolment contact.bounced');
  const patient = await home.db.selectFrom('patient').selectAll().where('id', '=', home.patientId).executeTakeFirst();
  expect(patient?.email_bounced_at).not.toBeNull();

  await createAdvanceEnrolment(deps)({ enrolmentId: home.enrolmentId });
  const tasks = await home.db.selectFrom('task').select('kind').where('status', '=', 'open').execute();
  expect(tasks.map(({ kind }) => kind)).toContain('correct-contact');
  const due = await home.db
    .selectFrom('message')
    .select('state')
    .where('state', 'in', ['planned', 'claimed'])
    .execute();
  expect(due).toEqual([]);
});

test('a refusal that says nothing about the mailbox is no bounce', async () => {
  await handOver(depsThatAnswer({ outcome: 'refused', code: 554, hardBounce: false }));

  expect(tried).toHaveLength(1);
  expect(await facts()).toEqual([]);
});
