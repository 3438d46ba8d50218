import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { answers } from './en/answers';
import { caseTexts } from './en/case';
import { decision } from './en/decision';
import { shell } from './en/shell';
import { escalations } from './en/escalations';
import type { clinic } from './en/clinic';
import type { enrol } from './en/enrol';
import { find } from './en/find';
import { kit } from './en/kit';
import { messages } from './en/messages';
import { record } from './en/record';
import type { rota } from './en/rota';
import { worklist } from './en/worklist';

/** The words of the console, a part for each screen. What is clinical comes from the server in words. */
const texts = {
  shell,
  kit,
  find,
  escalations,
  messages,
  record,
  worklist,
  answers,
  case: caseTexts,
  decision,
} as const;

/** Words that nobody reads but on their own screens: they come with those. */
type Later = { clinic: typeof clinic; enrol: typeof enrol; rota: typeof rota };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof texts & Later;
  }
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  resources: { en: texts },
  ns: Object.keys(texts),
  defaultNS: 'shell',
  interpolation: { escapeValue: false },
});

/** Makes a part known before the screen that speaks it is shown. */
export function addWords(words: Partial<Later>): void {
  for (const [part, said] of Object.entries(words)) i18next.addResourceBundle('en', part, said);
}
