import { capital } from '../../../src/domain/telling/fact-titles';
import { againWords, whyNotAgain, whyUnsent } from '../../../src/domain/telling/message-words';
import { messageWords } from '../../../src/domain/telling/timeline/message-line';
import { DomainError } from '../../../src/domain/words/error';
import type { OneMessage } from '../../../src/storage/message/one';
import { iso, isoOrNull } from '../../contracts/fields';
import type { ApiDeps } from '../../deps';
import type { Reply } from '../../routes/route';
import { showPerson } from '../person';

/** One mail as it would be read now; as a page of its own for the frame that shows it as it looks. */
export async function showMessage(deps: ApiDeps, clinicId: string, id: string): Promise<Reply> {
  const { store, renderMail } = deps;
  const found = await store.messages.oneMessage(store.db, clinicId, id);
  const again = await store.messages.judgeAgain(store.db, clinicId, id);
  if (found === null || again === null) throw noSuchMessage();
  const person = await store.people.personOf(store.db, found.patientId);
  const { subject, text, html } = renderMail(found.handover);
  const body = {
    id,
    enrolmentId: found.enrolmentId,
    person: showPerson(person),
    title: capital(messageWords(found)),
    state: found.state,
    why: whyUnsent(found, found.enrolmentStatus),
    staff: found.by === null ? null : { name: found.by, reason: found.why },
    dueAt: iso(found.dueAt),
    acceptedAt: isoOrNull(found.acceptedAt),
    to: found.to,
    language: found.handover.language,
    subject,
    text,
    note: noteOn(found),
    againWhyNot: whyNotAgain(again),
    againWords: againWords(again),
    canWithhold: found.state === 'planned' || found.state === 'claimed',
  };
  return { status: 200, body, html, subject: found.enrolmentId };
}

/** What was sent is not kept: it is told from the same words, and that is said where it matters. */
function noteOn({ sentLanguage, handover }: OneMessage): string | null {
  if (sentLanguage === null) return null;
  const shown = 'It is shown with the words and numbers of today, and a link that leads nowhere.';
  return sentLanguage === handover.language ? shown : `It was sent in “${sentLanguage}”. ${shown}`;
}

export const noSuchMessage = (): DomainError =>
  new DomainError('not-found', 'There is no such mail to a patient in this clinic.');
