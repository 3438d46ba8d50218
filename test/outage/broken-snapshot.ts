import { answerCheckIn } from '../kill/patient';
import { breakState, brokenStates } from '../support/care/broken-states';
import { firstOn } from '../support/care/facts';
import type { Mind } from '../support/servers/phone';
import type { Db } from '../../src/storage/tx/connection';
import { enrolMany, FIRST_ASKED, inDatabase, inHouse, quarantined, secondsUntil, watchSaid } from './open-house';
import type { Outage } from './outage';

const NUMB: Mind = { 'red-flags': { '1': 1 }, peg: { '1': 7, '2': 7, '3': 7 } };

/** D13: one state of each kind that cannot be read; a red answer, a death and a withdrawn consent come in meanwhile. */
export const brokenSnapshot: Outage = () =>
  inHouse({ WATCH_INTERVAL_SECONDS: '5' }, async (house, client) => {
    const [answers, dies, withdraws, ...others] = await enrolMany(client, brokenStates.length);
    if (!answers || !dies || !withdraws) throw new Error('There are fewer kinds of broken states than people needed.');
    const all = [answers, dies, withdraws, ...others];
    await client.walkTo(FIRST_ASKED);
    await inDatabase(house, async (db) => {
      for (const [index, { id }] of all.entries()) await breakState(db, id, brokenStates[index]?.[1] ?? (() => null));
    });
    const began = Date.now();
    const since = performance.now();

    await answerCheckIn(client, 'o-0', NUMB, FIRST_ASKED);
    await client.post('clinician', `/patients/${dies.patientId}/events`, {
      type: 'patient.died',
      data: { diedOn: firstOn },
    });
    const consent = { type: 'consent.changed', data: { email: false } };
    await client.post('coordinator', `/patients/${withdraws.patientId}/events`, consent);

    const [raised, healed, said] = await Promise.all([
      secondsUntil(120, () => inDatabase(house, (db) => anybodyTold(db, answers.patientId)), since),
      secondsUntil(180, () => inDatabase(house, async (db) => (await quarantined(db)) === 0), since),
      secondsUntil(60, () => Promise.resolve(watchSaid(house, 'quarantined-event', began)), since),
    ]);
    return {
      fault: `${all.length} states that cannot be read`,
      lost: [
        ...(raised === null ? ['a red answer told nobody within 2 minutes'] : []),
        ...(healed === null ? ['a state was not made anew within 3 minutes'] : []),
        ...house.fallen.map((line) => `fallen: ${line}`),
      ],
      late: `the red answer told somebody after ${raised ?? '–'} s, the last state was whole after ${healed ?? '–'} s`,
      said: said === null ? 'healed before the watch looked' : `by the watch after ${said} s`,
    };
  });

async function anybodyTold(db: Db, patientId: string): Promise<boolean> {
  const mails = db
    .selectFrom('message as m')
    .innerJoin('escalation as e', 'e.id', 'm.escalation_id')
    .where('e.patient_id', '=', patientId)
    .where('m.state', '=', 'accepted');
  return (await mails.select('m.id').limit(1).execute()).length > 0;
}
