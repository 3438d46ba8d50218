import { counted } from './english';

export type CallFacts = {
  clinic: string;
  /** Who rings. */
  caller: string;
  patient: string;
  /** Pages that are still open. */
  pages: number;
  /** Something of it was answered before. */
  begun: boolean;
  language: string;
};

/**
 * What is said first where questions are answered together on the telephone: who rings, that it is the right person, that
 * nothing has to be answered. Nothing of the condition is said before it is known who listens.
 */
export function callScript({ clinic, caller, patient, pages, begun, language }: CallFacts): string[] {
  return [
    `Hello, this is ${caller} from ${clinic}. Am I speaking with ${patient}?`,
    'To be sure that I have the right record: on which day were you born?',
    'Is this a good moment, and can you speak freely where you are?',
    begun
      ? `We go on with the questions you have begun: ${counted(pages, 'more page')}.`
      : `I read the questions to you as they stand in the mail: ${counted(pages, 'page')}, and some answers lead to a few more.`,
    'You need not answer any of them: then I write down that you would rather not. What you say goes into your record.',
    ...(language.startsWith('en') ? [] : [`The questions are in “${language}”: read them as they are written.`]),
  ];
}
