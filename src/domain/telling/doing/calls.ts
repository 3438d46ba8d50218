import type { TaskKind } from '../../words/task-kinds';

/** What a kind of task has somebody do, as a sentence begins with it: with whom, why, and how it is done. */
export type Doing = {
  /** `Ring Ada Okafor` */
  doing: (name: string) => string;
  why: string;
  /** What to say or to record, and what then follows by itself. It proposes no treatment. */
  instruction: string;
};

const ring = (name: string): string => `Ring ${name}`;
const AGAIN = 'If nobody answers, say so: it is asked for again on a working day to come.';
const TOGETHER = 'Offer to answer the questions together now: they are entered as taken by telephone.';

/** The call list: whoever does one of these rings. */
export const calls = {
  'call-patient': {
    doing: ring,
    why: 'several check-ins in a row were not answered',
    instruction: `Ask how the patient is and whether our mails arrive. ${TOGETHER} Silence is not taken for well.`,
  },
  'ask-by-phone': {
    doing: ring,
    why: 'the questions could not be asked by mail',
    instruction: `${TOGETHER} Ask how the patient can be written to.`,
  },
  'mail-not-taken': {
    doing: ring,
    why: 'their mail provider has not taken our mail for a day',
    instruction: `Ask for another address, or to empty the mailbox. ${TOGETHER}`,
  },
  'call-about-sessions': {
    doing: ring,
    why: 'sessions did not take place',
    instruction: `Ask what stood in the way and find new dates. ${AGAIN}`,
  },
  'call-about-missed': {
    doing: ring,
    why: 'several sessions in a row were missed',
    instruction: `Ask what stood in the way, and whether the patient wants to go on. ${AGAIN}`,
  },
  'ask-who-cannot-come': {
    doing: ring,
    why: 'they said by link that they cannot come to an appointment',
    instruction:
      'Find another time together, or call the appointment off; nothing was called off by the answer itself.',
  },
  'safety-call': {
    doing: ring,
    why: 'a safety check-in is not answered, or its safety questions were skipped',
    instruction: `Ask the safety questions on the screen, word for word, and enter each answer. ${AGAIN}`,
  },
  'deferred-call': {
    doing: ring,
    why: 'questions that were put off are not answered',
    instruction: `Ask the questions on the screen, word for word, while somebody is there to read the answers. ${AGAIN}`,
  },
  'ask-left-blank': {
    doing: ring,
    why: 'safety questions were left without an answer',
    instruction: `Ask the safety questions that were left out: not answered is not known, and never a no. ${AGAIN}`,
  },
  'call-about-pause': {
    doing: ring,
    why: 'they paused the messages by link',
    instruction: `Ask why, and how the patient is. ${AGAIN}`,
  },
  'call-about-stop': {
    doing: ring,
    why: 'they stopped the messages by link',
    instruction: `Ask why, how the patient is, and how we may keep in touch. ${AGAIN}`,
  },
  'complete-intake': {
    doing: ring,
    why: 'the first answers are not complete',
    instruction: `${TOGETHER} The diagnosis waits for them.`,
  },
  'review-admission': {
    doing: (name) => `Ask whether ${name} is still in hospital`,
    why: 'nothing routine is asked until then',
    instruction: 'Ring the ward or the family. Record the discharge, or the day to ask again.',
  },
  'reach-by-other-way': {
    doing: (name) => `Reach ${name} another way`,
    why: 'the routine messages were ended',
    instruction: 'Ring or write by post, and agree how you stay in touch.',
  },
  'emergency-numbers': {
    doing: (name) => `Tell ${name} whom to ring in an emergency`,
    why: 'our texts name the numbers of another country, or are in another language',
    instruction: 'Ring, with an interpreter where one is wanted, and see that the patient knows the right numbers.',
  },
  'correct-contact': {
    doing: (name) => `Correct the contact details of ${name}`,
    why: 'mail came back: the address does not work',
    instruction:
      'Ring and ask for the address; record it as a change of contact. What was missed is sent again only if asked for.',
  },
  'other-language': {
    doing: (name) => `Find a way to ask ${name}`,
    why: 'the pathway is not written in their language',
    instruction: 'Find an interpreter, or ask by telephone; how the patient is spoken with stands beside the name.',
  },
} satisfies { [K in TaskKind]?: Doing };
