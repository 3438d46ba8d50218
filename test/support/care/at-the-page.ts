import request from 'supertest';
import { addressOf } from '../../../api/patient/reader';
import { HOUR } from '../../../src/domain/words/time';
import { createLinkCode } from '../../../src/storage/check-in/links';
import type { ApiFixture, Enrolled } from '../api-fixture';

/** Moves the clock to a patient's first weekly check-in and opens its pages by a link of its own: what is posted here is saved. */
export async function atTheWeeklyPages(f: ApiFixture, enrolled: Enrolled) {
  await f.settle();
  const checkIn = await f.db
    .selectFrom('check_in')
    .select(['id', 'key', 'opens_at as opensAt', 'closes_at as closesAt'])
    .where('enrolment_id', '=', enrolled.id)
    .where('key', 'like', '%/weekly@%')
    .orderBy('opens_at')
    .executeTakeFirstOrThrow();
  await f.store.demoClock.moveClock(f.db, f.clinicId, Math.max(checkIn.opensAt + HOUR, await f.now()));
  const { id: messageId } = await f.db
    .selectFrom('message')
    .select('id')
    .where('check_in_id', '=', checkIn.id)
    .executeTakeFirstOrThrow();
  const code = createLinkCode();
  await f.db
    .insertInto('link')
    .values({ code_hash: f.store.links.linkCodeHash(code), check_in_id: checkIn.id, message_id: messageId })
    .execute();
  const browser = request.agent(f.app);
  await browser.post(`/go/${code}`).type('form').send({}).expect(303);
  return {
    checkIn,
    code,
    /** Ticks signs of the first page, by their place in the form. */
    tick: (...items: string[]) =>
      browser
        .post(`${addressOf(checkIn)}/q/1`)
        .type('form')
        .send({ question: 'red-flags@2', tick: items })
        .expect(303),
  };
}
