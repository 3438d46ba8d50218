import type { Instrument } from '../../instrument/types';
import { isWordedIn } from '../../instrument/worded';
import { rulesWithoutText } from '../../escalation/safety';
import { languagesOf } from '../languages';
import type { Pathway } from '../types';
import type { Check, Finding } from './finding';

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
  return written === null || written.includes(language) ? [] : [{ rule: 'text.missing', path: ['id'], reason, fix }];
}

/** A form that has no validated wording in a declared language cannot be asked. */
export const missingInstruments: Check = (pathway, { instruments }) =>
  languagesOf(pathway).flatMap((language) =>
    pathway.checkIns.flatMap(({ ask }, index) =>
      ask.flatMap((id, place): Finding[] => {
        const form = instruments[id];
        // A short form that flags goes on into the long one.
        const forms = [form, instruments[form?.continues?.into ?? '']].filter((each) => each !== undefined);
        return forms
          .filter((each) => !isWordedIn(each, language))
          .map((each) => ({
            rule: 'text.missing',
            path: ['checkIns', index, 'ask', place],
            reason: `asks "${each.id}", which is worded in "${each.language}" and not in "${language}"`,
            fix: `write a validated wording (instruments/${language}/${each.id}.yaml) or do not declare the language`,
          }));
      }),
    ),
  );

/** Whoever gives a worrying answer reads what was written for that answer, in every language of the pathway. */
export const ownSafetyTexts: Check = (pathway, { instruments, clinic }) => {
  if (clinic === null) return [];
  return languagesOf(pathway).flatMap((language) => {
    const texts = clinic.texts[language];
    if (texts === undefined) return [];
    return pathway.checkIns.flatMap(({ ask }, index) =>
      ask.flatMap((id, place): Finding[] => {
        const form = instruments[id];
        const forms = [form, instruments[form?.continues?.into ?? '']].filter((each) => each !== undefined);
        return rulesWithoutText(texts, forms).map(({ rule, page }) => ({
          rule: 'text.not-own',
          path: ['checkIns', index, 'ask', place],
          reason: `asks "${id}", whose rule "${rule}" has no text of its own: the page "${page}" is not written for it in "${language}"`,
          fix: `write what to do in texts.${language}.yaml, and name the rule there under help.${page}.for`,
        }));
      }),
    );
  });
};

/** The text of a licensed form is not here: staff enter its total, and no patient can be asked. */
export const staffOnlyForms: Check = (pathway, { instruments }) =>
  pathway.checkIns.flatMap(({ ask }, index) =>
    ask.flatMap((id, place): Finding[] =>
      instruments[id]?.entry === 'total'
        ? [
            {
              rule: 'instrument.staff-only',
              path: ['checkIns', index, 'ask', place],
              reason: `asks "${id}", of which only a total can be entered by staff`,
              fix: 'ask a form whose items are here',
            },
          ]
        : [],
    ),
  );

// What tells a stranger who sees the screen of a telephone what somebody is treated for. Whole words, so that "again" is not "pain".
const clinicalWords =
  /\b(pain|spine|spinal|back|nerve|surgery|surgical|operation|injection|medicines?|medication|opioids?|drugs?|dose|doses|depress(?:ion|ed)|anxiety|mood|suicid\w*|mental|psycholog\w*|therapy|physiotherapy|rehabilitation|diagnos\w*|symptoms?|scores?|questionnaires?|laminectomy|arthritis|knee|clinic for)\b/i;

/** Mails name no condition, score, instrument or specialty. */
export const clinicalWordsOutside: Check = (pathway, { messages, instruments }) =>
  Object.entries(messages ?? {}).flatMap(([language, texts]) =>
    Object.entries(texts).flatMap(([role, words]) =>
      Object.entries(words).flatMap(([field, text]): Finding[] => {
        const word = clinicalWords.exec(text)?.[0] ?? ownWordIn(text, pathway, instruments);
        if (word === null) return [];
        return [
          {
            rule: 'message.clinical-word',
            path: ['id'],
            reason: `sends "${word}" in messages.${language}.yaml (${role}.${field})`,
            fix: 'write it without naming a condition, score, form or specialty',
          },
        ];
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
