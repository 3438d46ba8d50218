import { linkCodeHash } from '../../../../src/storage/check-in/links';
import type { EventData } from '../../../../src/domain/words/event';
import type { Move } from '../../../../src/domain/stories/story-types';
import type { House } from '../../servers/house';
import { createPhone, linkIn } from '../../servers/phone';
import { mailsTo } from '../clinic-week';
import type { Told } from './story-teller';

// What the patient does in a story, as the patient does it: by the links of real mails.

/** By the newest mail that leads to this very check-in, from link to thanks, past any help page. */
export async function answer(house: House, told: Told, move: Extract<Move, { answers: object }>): Promise<void> {
  const checkIn = await house.store.db
    .selectFrom('check_in')
    .select('id')
    .where('enrolment_id', '=', told.enrolmentId)
    .where('key', '=', move.checkIn)
    .executeTakeFirst();
  for (const mail of await mailsTo(house, told.email)) {
    const link = linkIn(mail.text);
    const hash = linkCodeHash(new URL(link).pathname.replace('/go/', ''));
    const found = await house.store.db
      .selectFrom('link')
      .select('check_in_id')
      .where('code_hash', '=', hash)
      .executeTakeFirst();
    if (checkIn === undefined || found?.check_in_id !== checkIn.id) continue;
    await createPhone(house.url).answerAll(link, move.answers);
    return;
  }
  throw new Error(`“${told.telling.story.story}”: no mail leads to ${move.checkIn}.`);
}

/** By the link of the newest mail; of the safety questions none is met, for a report that meets one is another story. */
export async function reportProblem(
  house: House,
  told: Told,
  { about, since, severity, wait }: EventData['problem.reported'],
): Promise<void> {
  const [mail] = await mailsTo(house, told.email);
  const said = { about, since, severity: String(severity), wait };
  const { status, html } = await createPhone(house.url).report(linkIn(mail?.text ?? ''), { none: '1' }, said);
  if (status !== 200) throw new Error(`“${told.telling.story.story}”: reporting answered ${status} ${html}`);
}
