import { changeSettings } from '../../../src/cli/clinic';
import { localDateAt } from '../../../src/domain/calendar/calendar';
import type { ClinicSettings } from '../../../src/domain/words/clinic';
import { rebuild } from '../../../src/domain/step/rebuild';
import { DAY } from '../../../src/domain/words/time';
import { upCast } from '../../../src/domain/step/up-cast';
import { settingsByDay } from '../../../src/storage/clinic/settings';
import { anEnrolment, createApiFixture, type ApiFixture } from '../../support/api-fixture';
import { setClinicClock, TEST_DAY } from '../../support/care/test-day';

const place = 'care/diagnosis/deadlineDays';
const pathway = { id: 'post-laminectomy-syndrome', version: 2 };

let f: ApiFixture;
beforeEach(async () => {
  f = await createApiFixture();
});
afterEach(async () => {
  await f.close();
});

async function enrolled(): Promise<string> {
  const reply = await f.as('coordinator').post('/api/v1/enrolments', anEnrolment({ version: 2 }));
  await f.settle();
  return (reply.body as { id: string }).id;
}

const apply = (change: Partial<ClinicSettings>) =>
  changeSettings(f.db, f.deps.catalogue, {
    settings: { ...f.settings, ...change },
    clinicId: null,
    by: 'sam.wright@riverside.test',
  });
const row = (id: string) => f.db.selectFrom('enrolment').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const later = (days: number) => setClinicClock(f.db, TEST_DAY + days * DAY);

describe('settings that are put in force', () => {
  it('hold at once for everybody: each enrolment is due within seconds, and the next fact is judged by them', async () => {
    const [one, two] = [await enrolled(), await enrolled()];
    const { since } = await apply({ undoMinutes: 60 });

    for (const id of [one, two]) expect((await row(id)).wake_at).toBeLessThanOrEqual((since ?? 0) + 1000);
    const { status } = await f.as('clinician').post(`/api/v1/enrolments/${one}/events`, {
      type: 'history.recorded',
      data: { previousOperations: 1 },
    });
    await f.settle();
    const event = await f.db
      .selectFrom('event')
      .select(['settings_version', 'recorded_at'])
      .where('enrolment_id', '=', one)
      .where('type', '=', 'history.recorded')
      .executeTakeFirstOrThrow();

    expect(status).toBe(202);
    expect(event.settings_version).toBe(2);
    expect(upCast((await row(one)).snapshot).quietUntil).toBe(event.recorded_at + 60 * 60_000);
  });

  it('set a number of the pathway for those who come to it from now on', async () => {
    const before = await enrolled();
    await apply({ tuned: { [pathway.id]: { [place]: 28 } } });
    const after = await enrolled();

    const deadline = async (id: string): Promise<number> => {
      const { snapshot } = await row(id);
      const state = upCast(snapshot);
      const own = state.tracks.find(({ track }) => track === 'care')?.own;
      if (own?.kind !== 'diagnosis') throw new Error('not in the diagnosis');
      return Math.round((own.deadlineAt - state.startedAt) / DAY);
    };
    expect([await deadline(before), await deadline(after)]).toEqual([42, 28]);
  });

  it('leave what fell due before as it was: time that is passed late goes by the settings of its day', async () => {
    const [lagging, prompt] = [await enrolled(), await enrolled()];
    const start = await f.store.clock.clinicNow(f.db, f.clinicId);
    await later(60);
    await f.advance(prompt);
    // The deadline of the diagnosis was on day 42; working days after it are counted by the holidays of that day.
    const days = Array.from({ length: 20 }, (_, day) => localDateAt(f.settings.timeZone, start + (42 + day) * DAY));
    await apply({ holidays: [...f.settings.holidays, ...days].sort() });
    await later(90);
    await f.advance(prompt);
    await f.advance(lagging);

    const full = await settingsByDay(f.db, f.clinicId);
    const dues: (number | undefined)[] = [];
    for (const id of [lagging, prompt]) {
      const now = await row(id);
      const state = upCast(now.snapshot);
      dues.push(state.tasks.find(({ task }) => task === 'record-diagnosis')?.dueAt);
      const events = await f.store.facts.factsBefore(f.db, id, now.event_seq + 1);
      const today = f.deps.rules(pathway, full.at(-1)?.clinic ?? f.settings);
      expect(rebuild({ ...today, settings: full }, events, { now: state.now, observed: [] })).toEqual(state);
    }
    expect(dues[0]).toBeDefined();
    expect(dues[0]).toBe(dues[1]);
  });
});
