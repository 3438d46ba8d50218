import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { HouseProcess } from '../kill/house-process';
import type { Client } from '../kill/client';
import { FIRST_ASKED, inDatabase, inHouse } from '../outage/open-house';
import { ada } from '../support/care/made-up-patients';
import { createPhone, linkIn } from '../support/servers/phone';

// Words that stand nowhere else: where one of them turns up in a log, a patient has leaked.
const person = {
  reference: 'zref-7791',
  familyName: 'Quillzyx',
  givenName: 'Worblatine',
  email: 'zmarkine@example.test',
  phone: '+44 20 7946 0987',
};
const written = 'because her zfreetext said so';
const planted = [...Object.values(person), '2079460987', '1970-05-14', 'zfreetext'];

/** A week of somebody, with every kind of mishap that could make a log talk. Gives the code of her link. */
async function liveThrough(house: HouseProcess, client: Client): Promise<string> {
  const base = ada();
  const body = { ...base, patient: { ...base.patient, ...person } };
  const { id } = await client.post<{ id: string }>('coordinator', '/enrolments', body);
  const raw = (path: string, init: RequestInit = {}) =>
    fetch(house.url + path, {
      ...init,
      headers: { authorization: `Bearer ${house.apiKeys.coordinator}`, 'content-type': 'application/json' },
    });
  const statuses = [
    await raw('/api/v1/enrolments', { method: 'POST', body: JSON.stringify({ ...body, consent: written }) }),
    await raw('/api/v1/enrolments', { method: 'POST', body: `{"patient":"${person.familyName}"` }),
    await raw(`/api/v1/enrolments/${person.reference}?name=${person.familyName}`),
    await raw(`/go/${person.familyName}`),
  ].map(({ status }) => status);
  expect(statuses).toEqual([422, 400, 404, 404]);

  await client.walkTo(FIRST_ASKED);
  const { items } = await client.get<{ items: { text: string }[] }>('operator', `/demo/mailbox?to=${person.email}`);
  const link = linkIn(items[0]?.text ?? '');
  const phone = createPhone(house.url);
  await phone.answerPage(await phone.start(link), { 'red-flags': { '1': 1 } });
  const withdrawn = { type: 'enrolment.withdrawn', data: { reason: written } };
  await client.post('clinician', `/enrolments/${id}/events`, withdrawn);
  await client.settle();

  // What a database likes to repeat: the row that it refuses, and the statement.
  await inDatabase(house, async (db) => {
    const nameless = sql`update patient set given_name = null where family_name = ${person.familyName}`;
    await expect(nameless.execute(db)).rejects.toThrow(/violates not-null/);
    await expect(sql`select ${person.familyName}::int`.execute(db)).rejects.toThrow(/invalid input/);
  });
  return link.slice(link.lastIndexOf('/') + 1);
}

test('no log of a started house names a patient, repeats what was written about one, or holds a key', async () => {
  const logs = await inHouse({ LOG_LEVEL: 'trace' }, async (house, client) => {
    const code = await liveThrough(house, client);
    const secrets = [code, ...Object.values(house.apiKeys), new URL(house.databaseUrl).password];
    await house.stop();
    const folder = join(house.folder, 'logs');
    const files = [
      ...readdirSync(folder).map((name) => join(folder, name)),
      join(house.folder, 'logs-of-supervisor.log'),
    ];
    return files.map((file) => {
      const text = readFileSync(file, 'utf8').toLowerCase();
      const name = file.slice(house.folder.length + 1);
      // The demonstration tells its keys to whoever started it, on the screen alone.
      const kept = name === 'logs-of-supervisor.log' ? planted : [...planted, ...secrets];
      return { name, length: text.length, leaks: kept.filter((trace) => text.includes(trace.toLowerCase())) };
    });
  });

  expect(logs.filter(({ leaks }) => leaks.length > 0)).toEqual([]);
  const talking = logs.filter(({ length }) => length > 0).map(({ name }) => name.replace(/^logs\//, ''));
  expect(talking).toEqual(expect.arrayContaining(['api.log', 'worker.log', 'postgres.log', 'watch.log']));
}, 600_000);
