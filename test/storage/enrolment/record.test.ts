import { DAY } from '../../../src/domain/words/time';
import { openCorrectedClinic, type CorrectedClinic } from '../../support/care/corrected-clinic';

let c: CorrectedClinic;
beforeAll(async () => {
  c = await openCorrectedClinic();
});
afterAll(async () => {
  await c.close();
});

const status = async (id: string) =>
  (await c.db.selectFrom('enrolment').select('status').where('id', '=', id).executeTakeFirstOrThrow()).status;

describe('what a fact makes true at once', () => {
  it('is that mail stops', async () => {
    const { id } = await c.enrolled();
    await c.settle();
    c.state.engineWorks = false;

    const until = new Date((await c.now()) + 20 * DAY).toISOString();
    await c.record('coordinator', id, 'enrolment.paused', { until, reason: 'holiday' });

    expect(await status(id)).toBe('paused');
    c.state.engineWorks = true;
  });

  it('is not that mail goes again: the plan is still the old one until the step', async () => {
    const { id } = await c.enrolled();
    const until = new Date((await c.now()) + 20 * DAY).toISOString();
    await c.record('coordinator', id, 'enrolment.paused', { until, reason: 'holiday' });
    await c.settle();
    c.state.engineWorks = false;

    await c.record('coordinator', id, 'enrolment.resumed', {});

    expect(await status(id)).toBe('paused');
    c.state.engineWorks = true;
    await c.advance(id);
    expect(await status(id)).toBe('active');
  });
});
