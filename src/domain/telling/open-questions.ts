import { choicesOf, gateOf, stageOf, trackOf } from '../pathway/lookup';
import type { Notice } from '../pathway/language';
import { seatsOf } from '../stages/registry';
import type { Rules } from '../step/rules';
import type { Input } from '../words/history';
import type { EnrolmentState } from '../words/state';
import type { Instant } from '../words/time';
import { type StageAhead, stagesAhead } from './explain';
import { capital, factTitle } from './fact-titles';
import { destinationText } from './phrases';
import { findingText, inputLines } from './rules';

/** A question that waits for a clinician, with all that its answer leads to, in the words of the pathway. */
export type OpenQuestion = {
  key: string;
  gate: string;
  track: string;
  stage: string;
  stageTitle: string;
  question: string;
  openedAt: Instant;
  answerBy: Instant;
  escalated: boolean;
  finding: string;
  inputs: (Input & { words: string })[];
  /** What nobody knows yet, said aloud. */
  missing: string[];
  /** What came in since it was put and bears on it. */
  news: { words: string; at: Instant }[];
  notices: Notice[];
  options: Option[];
};

type Option = { choice: string; label: string; leadsTo: string; ahead: Omit<StageAhead, 'choice'>[] };

/** What is open in every track, the one to be answered first before the others. It proposes nothing. */
export function openQuestions(rules: Rules, state: EnrolmentState, now: Instant): OpenQuestion[] {
  if (state.ended) return [];
  return seatsOf(rules, state)
    .flatMap((seat): OpenQuestion[] => {
      const { track } = seat;
      const stage = stageOf(rules, track);
      const open = track.gate;
      const definition = open && gateOf(stage, open.gate);
      if (!open || !definition) return [];
      const { verdict, news = [] } = open;
      const ahead = stagesAhead(seat, now);
      return [
        {
          ...{ key: open.key, gate: open.gate, track: track.track, stage: track.stage, stageTitle: stage.title },
          ...{ question: definition.question, openedAt: open.openedAt, answerBy: open.answerBy },
          escalated: open.escalated,
          finding: findingText({ ...verdict, inputs: [] }),
          inputs: inputLines(verdict.inputs),
          missing: verdict.missing,
          news: news.map(({ what, at }) => ({ words: factTitle(what), at })),
          notices: stage.notices ?? [],
          options: choicesOf(definition).map(({ choice, says, to }) => ({
            choice,
            label: capital(says),
            leadsTo: capital(destinationText(trackOf(rules, track.track), to)),
            ahead: ahead.filter((each) => each.choice === choice).map(withoutChoice),
          })),
        },
      ];
    })
    .sort((one, other) => one.answerBy - other.answerBy);
}

const withoutChoice = ({ stage, title, offered, entry, notices }: StageAhead): Omit<StageAhead, 'choice'> => ({
  ...{ stage, title, offered, entry, notices },
});
