// Records the histories that replay.test.ts walks: `npx tsx test/replay/record.ts`. Run it when a workflow changes on
// purpose, add the new files, and keep the old ones: enrolments that began under them are still open somewhere.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { instantAt, plusDays } from '../../src/domain/calendar/calendar';
import globalSetup from '../support/servers/global-setup';
import { clockTo, mailsTo, settle } from '../support/care/clinic-week';
import { firstOn, london } from '../support/care/facts';
import { openHouse } from '../support/servers/house';
import { ada } from '../support/care/made-up-patients';
import { createPhone, linkIn } from '../support/servers/phone';

async function main(): Promise<void> {
  await globalSetup();
  const house = await openHouse({ at: instantAt(london, '2026-11-20', '10:00') });
  const day = (n: number, time = '09:30') => instantAt(london, plusDays(firstOn, n), time);
  const email = 'recorded@example.test';
  const { body } = await house.people.coordinator.post<{ id: string }>('/enrolments', ada({ email }));
  await clockTo(house, day(0));
  const [mail] = await mailsTo(house, email);
  const phone = createPhone(house.url);
  await phone.answerPage(await phone.start(linkIn(mail?.text ?? '')), { 'red-flags': { '1': 1 } });
  await clockTo(house, day(0, '10:10'));
  type Open = { items: { id: string; revision: number; signals: { id: string }[] }[] };
  const [escalation] = (await house.people.clinician.get<Open>('/escalations?status=open')).body.items;
  await house.people.clinician.post(`/escalations/${escalation?.id}/acknowledgement`, {
    revision: escalation?.revision,
  });
  await house.people.clinician.post(`/escalations/${escalation?.id}/resolution`, {
    revision: escalation?.revision,
    signals: escalation?.signals.map(({ id }) => ({
      id,
      outcome: 'reached-safe',
      contactAt: new Date(day(0)).toISOString(),
      spokeWith: 'the patient',
    })),
    messages: 'resume',
    note: 'safe',
  });
  await settle(house);
  for (let n = 1; n <= 60; n += 1) await clockTo(house, day(n * 2));
  await house.people.coordinator.post(`/enrolments/${body.id}/events`, {
    type: 'enrolment.withdrawn',
    data: { reason: 'the recording ends' },
  });
  await settle(house);

  const connection = await Connection.connect({ address: house.config.temporalAddress });
  const client = new Client({ connection, namespace: house.config.temporalNamespace });
  const record = async (name: string, workflowId: string, continued = false): Promise<void> => {
    for await (const run of client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) {
      if ((run.status.name === 'CONTINUED_AS_NEW') !== continued) continue;
      const history = await client.workflow.getHandle(workflowId, run.runId).fetchHistory();
      writeFileSync(
        join(__dirname, 'histories', `${name}.json`),
        `${JSON.stringify(JSON.parse(historyToJSON(history)), null, 1)}\n`,
      );
      return;
    }
    throw new Error(`No history for ${name}.`);
  };
  await record('care-pathway-ended', `enrolment/${body.id}`);
  await record('escalation-resolved', `escalation/${escalation?.id}`);
  await record('dispatch-bulk-continued', 'dispatch/bulk', true);
  await record('dispatch-urgent-open', 'dispatch/urgent');
  await connection.close();
  await house.close();
  await globalThis.testServers?.stop();
  process.exit(0);
}

void main();
