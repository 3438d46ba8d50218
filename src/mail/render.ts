import { Eta } from 'eta';
import type { MessageTexts } from '../domain/pathway/message-texts';
import type { CheckInMail, Handover, StaffAlertMail } from '../domain/message';
import type { Instant } from '../domain/time';

export type RenderedMail = { subject: string; text: string; html: string };

/** The words of a pathway in a language, with the language they are really in. */
export type TextsSource = (
  pathway: { id: string; version: number },
  language: string,
) => { language: string; texts: MessageTexts };

export type RenderOptions = {
  /** Absolute folder of the `.eta` files. */
  templateFolder: string;
  /** How people outside reach us; no slash at the end. */
  publicUrl: string;
  messageTexts: TextsSource;
};

export type Render = (handover: Handover) => RenderedMail;

/** Nothing about the condition, a score or the specialty gets in here, so nothing of it can leave. */
type Content = { language: string; subject: string; link: string; answerBy: string };

/** Text and HTML of a mail from the same content. Templates are compiled once. */
export function createRender({ templateFolder, publicUrl, messageTexts }: RenderOptions): Render {
  const html = new Eta({ views: templateFolder, cache: true });
  const text = new Eta({ views: templateFolder, cache: true, autoEscape: false });

  const checkIn = (handover: Handover, { givenName, pathwayId, pathwayVersion, ...mail }: CheckInMail): Content => {
    const found = messageTexts({ id: pathwayId, version: pathwayVersion }, handover.language);
    const { subject, lead, action } = found.texts[roleOf(handover)];
    const answerBy = dayOf(mail.closesAt, mail.timeZone, found.language);
    const link = `${publicUrl}/go/${mail.linkCode}`;
    return {
      language: found.language,
      subject: `${subject} – please answer by ${answerBy}`,
      link,
      answerBy,
      ...{ givenName, lead, action },
    };
  };
  const alert = ({ clinic }: Handover, { escalationId, answerBy }: StaffAlertMail): Content => {
    const hour = hourOf(answerBy, clinic.timeZone);
    const link = `${publicUrl}/escalations/${escalationId}`;
    return { language: 'en', subject: `Action needed by ${hour} (1 item)`, link, answerBy: hour };
  };

  return (handover) => {
    const content = handover.checkIn
      ? checkIn(handover, handover.checkIn)
      : handover.alert
        ? alert(handover, handover.alert)
        : null;
    if (content === null)
      throw new Error(`Message ${handover.messageId} belongs to neither a check-in nor an escalation.`);
    const data = { ...content, clinic: handover.clinic };
    return {
      subject: content.subject,
      text: text.render(`${handover.template}.text.eta`, data),
      html: html.render(`${handover.template}.html.eta`, data),
    };
  };
}

function roleOf({ role, messageId }: Handover): keyof MessageTexts {
  if (role === 'invite' || role === 'reminder-1' || role === 'reminder-2') return role;
  throw new Error(`Message ${messageId} has a role no text is written for.`);
}

/** `12 May` on the reader's calendar. */
function dayOf(at: Instant, timeZone: string, language: string): string {
  return formatter(language, { day: 'numeric', month: 'long', timeZone }).format(at);
}

/** `15:00` on the clinic's wall. */
function hourOf(at: Instant, timeZone: string): string {
  return formatter('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone }).format(at);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using it does. */
function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options);
  formatters.set(key, made);
  return made;
}
