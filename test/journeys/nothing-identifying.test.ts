import { Client, Connection } from '@temporalio/client';
import { instantAt, plusDays } from '../../src/domain/calendar/calendar';
import { createLog } from '../../src/log';
import { clockTo, mailsTo } from '../support/care/clinic-week';
import { firstOn, london } from '../support/care/facts';
import { openHouse, type House } from '../support/servers/house';
import { ada } from '../support/care/made-up-patients';
import { createPhone, linkIn } from '../support/servers/phone';

// Words that stand nowhere else: where one of them turns up, a patient has leaked.
const person = {
  reference: 'zref-7791',
  familyName: 'Quillzyx',
  givenName: 'Worblatine',
  email: 'zmarkine@example.test',
  phone: '+44 20 7946 0987',
};
const written = 'because her zfreetext said so';
const traces = [...Object.values(person), '2079460987', '1970-05-14', 'zfreetext'];

describe('what identifies a patient', () => {
  let house: House;
  const lines: string[] = [];
  let code = '';

  beforeAll(async () => {
    const log = createLog('test', 'trace', { write: (line) => void lines.push(line) });
    house = await openHouse({ at: instantAt(london, '2026-11-20', '10:00'), log });
    const enrolled = ada();
    const { coordinator, clinician } = house.people;
    const { body } = await coordinator.post<{ id: string }>('/enrolments', {
      ...enrolled,
      patient: { ...enrolled.patient, ...person },
    });
    await coordinator.post('/enrolments', { ...enrolled, patient: { ...enrolled.patient, ...person, email: 'no' } });
    await clockTo(house, instantAt(london, plusDays(firstOn, 0), '09:30'));

    const [mail] = await mailsTo(house, person.email);
    const link = linkIn(mail?.text ?? '');
    code = link.slice(link.lastIndexOf('/') + 1);
    const phone = createPhone(house.url);
    await phone.answerPage(await phone.start(link), { 'red-flags': { '1': 1 } });
    await clockTo(house, instantAt(london, plusDays(firstOn, 0), '10:30'));
    await clinician.post(`/enrolments/${body.id}/events`, { type: 'medication.stopped', data: { reason: written } });
    await clinician.post(`/enrolments/${body.id}/events`, { type: 'enrolment.withdrawn', data: { reason: written } });
    await clockTo(house, instantAt(london, plusDays(firstOn, 1), '10:00'));
  });
  afterAll(() => house.close());

  const leaksIn = (text: string): string[] =>
    [...traces, code].filter((trace) => text.toLowerCase().includes(trace.toLowerCase()));

  it('is in no line of any log', () => {
    const all = lines.join('');
    expect(all.includes('"url"')).toBe(true);
    expect(leaksIn(all)).toEqual([]);
  });

  it('is in no id, payload or failure that the engine keeps', async () => {
    const connection = await Connection.connect({ address: house.config.temporalAddress });
    const client = new Client({ connection, namespace: house.config.temporalNamespace });
    let seen = '';
    for await (const { workflowId, runId } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      seen += JSON.stringify([workflowId, history], (key, value: unknown) =>
        key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : value,
      );
    }
    await connection.close();
    expect(seen.includes('enrolmentId')).toBe(true);
    expect(leaksIn(seen)).toEqual([]);
  });

  it('is in no mail but the patient’s own', async () => {
    for (const rota of ['dr.lee@riverside.test', 'amara.osei@riverside.test']) {
      const mails = await mailsTo(house, rota);
      expect(mails.length).toBeGreaterThan(0);
      expect(leaksIn(JSON.stringify(mails))).toEqual([]);
    }
  });
});
