import type { Rules } from '../../step/rules';
import type { JournalEntry } from '../../words/effect';
import { checkInText } from '../entry-words';
import { counted, listText, scoreLabel } from '../english';
import { journalIn } from '../journal-text';
import { ruleText } from '../rule-words';
import { factLine } from './fact-line';
import type { LineKind } from '../fact-titles';
import { kindOfLine } from './kinds';
import { messageLine } from './message-line';
import type { TimelineRow } from './rows';
import { stepLine } from './step-line';

/** One line of what happened. `soft`: a second line; `struck`: what was said before it was corrected; `why`: the rule in words, its id second. */
export type TimelineLine = {
  kind: LineKind;
  text: string;
  soft: string | null;
  struck: string | null;
  why: string | null;
};

/** Makes lines with the days of a zone. `enrolment`: its status, for what waits with it. */
export function linesIn(
  rules: Pick<Rules, 'pathway' | 'instruments'>,
  zone: string,
  enrolment: string,
): (row: TimelineRow) => TimelineLine {
  const say = journalIn(zone, rules.instruments, rules.pathway);
  return (row) => {
    switch (row.of) {
      case 'fact': {
        const { text, soft, struck } = factLine(row.data, rules.pathway, say);
        return { kind: kindOfLine(row.data.type), text, soft: softOf(soft), struck, why: null };
      }
      case 'entry':
        return {
          kind: kindOfLine(row.data.what),
          text: say(row.data),
          soft: null,
          struck: null,
          why: whyOf(rules, row.data),
        };
      case 'message': {
        const { text, soft } = messageLine(row.data, enrolment);
        return { kind: 'messages', text, soft: softOf(soft), struck: null, why: null };
      }
      case 'saved': {
        const { checkIn, forms, saved, late } = row.data;
        const text = `Began to answer ${checkInText({ key: checkIn })}: ${counted(saved, 'answer')} saved, not sent.`;
        const soft = `${listText(forms.map(scoreLabel))}${late ? ', after the window' : ''}`;
        return { kind: 'answers', text, soft, struck: null, why: null };
      }
      case 'step': {
        const { text, soft, kind } = stepLine(row.data, rules);
        return { kind, text, soft: softOf(soft), struck: null, why: null };
      }
    }
  };
}

const softOf = (parts: readonly string[]): string | null => (parts.length === 0 ? null : parts.join(' '));

/** An entry that cannot be read has no reason either. */
function whyOf(rules: Pick<Rules, 'pathway' | 'instruments'>, entry: JournalEntry | null): string | null {
  const rule: unknown = entry?.rule;
  return typeof rule === 'string' ? ruleText(rules, rule) : null;
}
