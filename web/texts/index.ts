import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { answers } from './en/answers';
import { caseTexts } from './en/case';
import { decision } from './en/decision';
import { shell } from './en/shell';
import { escalations } from './en/escalations';
import { clinic } from './en/clinic';
import { enrol } from './en/enrol';
import { find } from './en/find';
import { kit } from './en/kit';
import { messages } from './en/messages';
import { record } from './en/record';
import { rota } from './en/rota';
import { worklist } from './en/worklist';

/** All words of the console, a part for each screen. What is clinical comes from the server in words. */
const texts = {
  shell,
  kit,
  clinic,
  enrol,
  find,
  escalations,
  messages,
  record,
  rota,
  worklist,
  answers,
  case: caseTexts,
  decision,
} as const;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'shell';
    resources: typeof texts;
  }
}

void i18next.use(initReactI18next).init({
  lng: 'en',
  resources: { en: texts },
  ns: Object.keys(texts),
  defaultNS: 'shell',
  interpolation: { escapeValue: false },
});
