// How old a reader must be: the Flesch-Kincaid grade (Kincaid et al. 1975, Naval Technical Training Command report 8-75)
// plus five, the age at which English-speaking children begin with grade 0. For English alone.

type Reading = { sentences: number; words: number; syllables: number; grade: number; age: number };

const YEARS_BEFORE_GRADE_0 = 5;

/** Null for a text without words. Numbers and addresses count as no word: they are looked at, not read. */
export function readingOf(text: string): Reading | null {
  const sentences = text.split(/[.!?](?:\s|$)/).filter((part) => wordsIn(part).length > 0).length;
  const words = wordsIn(text);
  if (sentences === 0) return null;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  const grade = gradeOf({ sentences, words: words.length, syllables });
  return { sentences, words: words.length, syllables, grade, age: grade + YEARS_BEFORE_GRADE_0 };
}

export function gradeOf({ sentences, words, syllables }: Pick<Reading, 'sentences' | 'words' | 'syllables'>): number {
  return 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
}

function wordsIn(text: string): string[] {
  return text.split(/[\s–/]+/).flatMap((part) => {
    const word = part.replace(/^[^A-Za-z{]+|[^A-Za-z}]+$/g, '');
    return word === '' || /[\d{}@]/.test(word) ? [] : word.split('-').filter((piece) => piece !== '');
  });
}

/** By the groups of vowels, less the endings that are not heard: right for most words, too high for some, rarely too low. */
export function syllablesIn(written: string): number {
  const word = written.toLowerCase().replace(/[^a-z]/g, '');
  const heard = word
    .replace(/(?<=[^aeiouytd])ed$/, 'd') // used, asked; not: wanted, needed
    .replace(/(?<=[^aeiousxzcg](?<![cs]h))es$/, 's') // makes; not: buses, changes, searches
    .replace(/(?<=[^aeiouyl])e$/, '') // take, nurse
    .replace(/(?<=[aeiouy]l)e$/, ''); // while; not: people
  const groups = heard.match(/[aeiouy]+/g)?.length ?? 0;
  const parted = /[aeiouy]ing$/.test(word) && !/(?:qu|^)ing$/.test(word) ? 1 : 0; // being, saying
  return Math.max(1, groups + parted);
}
