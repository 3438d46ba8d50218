import { helpClasses, type PlacePhrases } from '../../src/domain/words/clinic';
import { helpClassOf, phrasesFor } from '../../src/domain/patient-texts/emergency';
import { fill } from '../../src/domain/patient-texts/texts';
import type { SeenText } from '../../src/storage/escalation/escalations';
import { iso } from '../contracts/fields';

/** What a patient was shown, with its words as they stood then and the numbers that were right where the patient was. */
export function showSeen(seen: readonly SeenText[]): object[] {
  return seen.map((text) => {
    const { words, numbers, at, ...kept } = text;
    const phrases = phrasesIn(numbers, text.version.endsWith('+elsewhere'));
    const lines = words === null ? [] : leads(text, seen) || words.also === undefined ? words.lines : [words.also];
    return {
      ...kept,
      at: iso(at),
      title: words?.title === undefined ? null : fill(words.title, phrases),
      lines: lines.map((line) => fill(line, phrases)),
    };
  });
}

function phrasesIn(
  { emergencyNumber, crisisLine, outOfHours, here, elsewhere }: SeenText['numbers'],
  isElsewhere: boolean,
): PlacePhrases {
  const numbers = { emergencyNumber, crisisLine: crisisLine ?? undefined, outOfHours: outOfHours ?? undefined };
  return phrasesFor(numbers, { here: here ?? undefined, elsewhere: elsewhere ?? undefined }, isElsewhere);
}

/** Of several texts at once the most urgent one is shown whole, and of another only its one line. */
const leads = (one: SeenText, all: readonly SeenText[]): boolean =>
  !all.some((other) => other.at === one.at && other.words?.title !== undefined && rankOf(other) < rankOf(one));

const rankOf = ({ text, words }: SeenText): number => helpClasses.indexOf(helpClassOf(text, words ?? undefined));
