import type { Instrument } from '../../instrument/types';
import { isWordedIn } from '../../instrument/worded';
import { rulesWithoutText } from '../../escalation/safety';
import { languagesOf } from '../languages';
import type { Pathway } from '../types';
import { stagesIn } from '../places';
import { asksIn, type Check, type Finding, foundIf } from './finding';

/** A patient is never sent a text in a language they did not choose. */
export const missingTexts: Check = (pathway, { messages, pages, clinic }) =>
  languagesOf(pathway).flatMap((language) => [
    ...missing(
      messages && Object.keys(messages),
      language,
      `"${pathway.id}" has no mails in "${language}"`,
      `write messages.${language}.yaml beside the pathway`,
    ),
    ...missing(
      pages,
      language,
      `"${pathway.id}" has no pages in "${language}"`,
      `write texts/patient.${language}.yaml`,
    ),
    ...missing(
      clinic && Object.keys(clinic.texts),
      language,
      `this clinic has no emergency texts in "${language}"`,
      `write texts.${language}.yaml beside the settings of the clinic`,
    ),
  ]);

function missing(written: readonly string[] | null, language: string, reason: string, fix: string): Finding[] {
  return foundIf(written?.includes(language) === false, 'text.missing', ['id'], reason, fix);
}

/** A form that has no validated wording in a declared language cannot be asked. */
export const missingInstruments: Check = (pathway, { instruments }) =>
  languagesOf(pathway).flatMap((language) =>
    asksIn(pathway).flatMap(({ id, path }) =>
      formsFrom(id, instruments).flatMap((form) =>
        foundIf(
          !isWordedIn(form, language),
          'text.missing',
          path,
          `asks "${form.id}", which is worded in "${form.language}" and not in "${language}"`,
          `write a validated wording (instruments/${language}/${form.id}.yaml) or do not declare the language`,
        ),
      ),
    ),
  );

/** A short form that flags goes on into the long one. */
function formsFrom(id: string, instruments: Record<string, Instrument>): Instrument[] {
  const form = instruments[id];
  return [form, instruments[form?.continues?.into ?? '']].filter((each) => each !== undefined);
}

/** Whoever gives a worrying answer reads what was written for that answer, in every language of the pathway. */
export const ownSafetyTexts: Check = (pathway, { instruments, clinic }) => {
  if (clinic === null) return [];
  return languagesOf(pathway).flatMap((language) => {
    const texts = clinic.texts[language];
    if (texts === undefined) return [];
    return asksIn(pathway).flatMap(({ id, path }) =>
      rulesWithoutText(texts, formsFrom(id, instruments), pathway.knownSigns).map(({ rule, page }): Finding => ({
        rule: 'text.not-own',
        path,
        reason: `asks "${id}", whose rule "${rule}" has no text of its own: the page "${page}" is not written for it in "${language}"`,
        fix: `write what to do in texts.${language}.yaml, and name the rule there under help.${page}.for`,
      })),
    );
  });
};

/** The text of a licensed form is not here: staff enter its total, and no patient can be asked. */
export const staffOnlyForms: Check = (pathway, { instruments }) =>
  asksIn(pathway).flatMap(({ id, path }) => {
    const reason = `asks "${id}", of which only a total can be entered by staff`;
    const isLicensed = instruments[id]?.entry === 'total';
    return foundIf(isLicensed, 'instrument.staff-only', path, reason, 'ask a form whose items are here');
  });

// What tells a stranger who sees the screen of a telephone what somebody is treated for. Whole words, so that "again" is not "pain".
const clinicalWords =
  /\b(pain|spine|spinal|back|nerve|surgery|surgical|operation|injection|medicines?|medication|opioids?|drugs?|dose|doses|depress(?:ion|ed)|anxiety|mood|suicid\w*|mental|psycholog\w*|therapy|physiotherapy|rehabilitation|diagnos\w*|symptoms?|scores?|questionnaires?|laminectomy|arthritis|knee|clinic for)\b/i;

/** Mails name no condition, score, instrument or specialty. */
export const clinicalWordsOutside: Check = (pathway, { messages, instruments }) =>
  Object.entries(messages ?? {}).flatMap(([language, texts]) =>
    Object.entries(texts).flatMap(([role, words]) =>
      Object.entries(words).flatMap(([field, text]) => {
        const word = clinicalWords.exec(text)?.[0] ?? ownWordIn(text, pathway, instruments);
        const reason = `sends "${word}" in messages.${language}.yaml (${role}.${field})`;
        const fix = 'write it without naming a condition, score, form or specialty';
        return foundIf(word !== null, 'message.clinical-word', ['id'], reason, fix);
      }),
    ),
  );

/** Names of this pathway and of the forms it asks. */
function ownWordIn(text: string, pathway: Pathway, instruments: Record<string, Instrument>): string | null {
  const asked = new Set(pathway.checkIns.flatMap(({ ask }) => ask));
  const names = [pathway.title, ...[...asked].flatMap((id) => [id, instruments[id]?.title ?? id])];
  const plain = text.toLowerCase();
  return names.find((name) => name.length > 2 && plain.includes(name.toLowerCase())) ?? null;
}

/** What is to be made ready has words in every language, and is asked before procedures that there are. */
export const preparation: Check = (pathway, { prepare }) => {
  const known = stagesIn(pathway).flatMap(({ stage }) => (stage.kind === 'procedure' ? stage.procedures : []));
  return (pathway.appointments?.prepare ?? []).flatMap(({ kinds = [], items }, index): Finding[] => [
    ...kinds
      .filter((kind) => !known.includes(kind))
      .map((kind): Finding => ({
        rule: 'name.unknown',
        path: ['appointments', 'prepare', index, 'kinds'],
        reason: `names the procedure "${kind}", which no stage orders`,
        fix: `use one of ${known.join(', ')}`,
      })),
    ...(prepare === undefined ? [] : languagesOf(pathway)).flatMap((language) =>
      items
        .filter((item) => prepare?.[language]?.[item] === undefined)
        .map((item): Finding => ({
          rule: 'text.missing',
          path: ['appointments', 'prepare', index, 'items'],
          reason: `asks to make "${item}" ready, which has no words in "${language}"`,
          fix: `write it in prepare.${language}.yaml beside the pathway`,
        })),
    ),
  ]);
};
