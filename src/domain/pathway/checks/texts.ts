import type { Instrument } from '../../instrument/types';
import { languagesOf } from '../languages';
import type { Pathway } from '../types';
import type { Check, Finding } from './finding';

/** A patient is never sent a text in a language they did not choose. */
export const missingTexts: Check = (pathway, { messages }) =>
  messages
    ? languagesOf(pathway).flatMap((language): Finding[] =>
        Object.hasOwn(messages, language)
          ? []
          : [
              {
                rule: 'text.missing',
                path: ['id'],
                reason: `"${pathway.id}" has no mails in "${language}"`,
                fix: `write messages.${language}.yaml beside the pathway`,
              },
            ],
      )
    : [];

/** An instrument has one wording: another language is another, validated one. */
export const missingInstruments: Check = (pathway, { instruments }) =>
  languagesOf(pathway).flatMap((language) =>
    pathway.checkIns.flatMap(({ ask }, index) =>
      ask.flatMap((id, place): Finding[] => {
        const own = instruments[id]?.language.split('-')[0];
        if (own === undefined || own === language) return [];
        return [
          {
            rule: 'text.missing',
            path: ['checkIns', index, 'ask', place],
            reason: `asks "${id}", which is worded in "${own}" and not in "${language}"`,
            fix: 'ask a form of that language or do not declare it',
          },
        ];
      }),
    ),
  );

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
