import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { EventAccepted, Gates } from '../../api/generated/types.gen';
import { useAct } from '../../api/queries';

/** An open question of an enrolment. */
export type Gate = Gates['items'][number];

type Sent = { type: 'decision.made'; data: { gate: string; choice: string; reason: string } };
/** The reason as it is typed. */
export type Written = { reason: string; write: (reason: string) => void };
export type Fault = 'choice' | 'reason' | 'look';

/**
 * What somebody is about to decide, kept while answers come in. `news`: what bears on it and came in since they last looked;
 * nothing is decided before they have.
 */
export function useDecision(
  enrolmentId: string,
  gate: Gate,
  { reason, write }: Written,
  decided: (answer: Decided) => void,
) {
  const navigate = useNavigate();
  const { check } = useSearch({ strict: false });
  const [choice, setChoice] = useState<string | null>(null);
  const [looked, setLooked] = useState(() => newsOf(gate));
  const [shown, setShown] = useState<Fault[]>([]);
  const act = useAct<Sent, EventAccepted>(`/enrolments/${enrolmentId}/events`);
  const news = newsOf(gate).filter((each) => !looked.includes(each));
  const chosen = gate.options.find((option) => option.choice === choice) ?? null;
  const faults = (): Fault[] => [
    ...(news.length > 0 ? (['look'] as const) : []),
    ...(chosen === null ? (['choice'] as const) : []),
    ...(gate.reasonRequired && reason.trim() === '' ? (['reason'] as const) : []),
  ];
  const goTo = (step: 'check' | 'form') =>
    void navigate({
      to: '/cases/$id/decisions/$gate',
      params: { id: enrolmentId, gate: gate.gate },
      search: step === 'check' ? { check: '1' } : {},
    });
  return {
    chosen,
    choose: setChoice,
    reason,
    write,
    news: gate.news.filter((each) => news.includes(`${each.at} ${each.words}`)),
    look: () => {
      setLooked(newsOf(gate));
    },
    faults: shown.filter((fault) => faults().includes(fault)),
    proceed: (): Fault | null => {
      const found = faults();
      setShown(found);
      if (found.length === 0) goTo('check');
      return found[0] ?? null;
    },
    isChecking: check === '1' && faults().length === 0,
    change: () => {
      goTo('form');
    },
    save: () => {
      if (chosen === null) return;
      // Not before the question is read again as answered: until then its form would come back. Why it was refused, `error` says.
      act
        .mutateAsync({ type: 'decision.made', data: { gate: gate.gate, choice: chosen.choice, reason: reason.trim() } })
        .then(
          ({ eventId }) => {
            decided({ eventId, words: chosen.label });
            goTo('form');
          },
          () => undefined,
        );
    },
    busy: act.isPending,
    error: act.error,
  };
}
export type Decided = { eventId: string; words: string };
export type Decision = ReturnType<typeof useDecision>;

const newsOf = ({ news }: Gate): string[] => news.map(({ at, words }) => `${at} ${words}`);
