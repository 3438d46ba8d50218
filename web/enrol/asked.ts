import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { AlikePatients, FirstDays } from '../api/generated/types.gen';
import { ask, Refused } from '../api/client';
import type { Draft } from './draft';

export type Candidate = AlikePatients['items'][number];
export type Matched = Candidate['matched'][number];

/** A value once it has rested for a moment: nothing is asked at each letter. */
function useRested<T>(value: T, ms: number): T {
  const text = JSON.stringify(value);
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setRested(text);
    }, ms);
    return () => {
      clearTimeout(timer);
    };
  }, [text, ms]);
  return JSON.parse(rested) as T;
}

type Typed = { familyName?: string; givenName?: string; bornOn?: string; email?: string; phone?: string };

const LEAST_DIGITS = 7;

/** What is complete enough to be compared. */
function typedSoFar({ familyName, givenName, bornOn, email, phone, noEmail }: Draft): Typed {
  const named = familyName.trim() !== '' && givenName.trim() !== '' && /^(18|19|20)\d\d-\d\d-\d\d$/.test(bornOn);
  return {
    ...(named ? { familyName, givenName, bornOn } : {}),
    ...(!noEmail && /^\S+@\S+\.\S\S+$/.test(email.trim()) ? { email } : {}),
    ...(phone.replaceAll(/\D/g, '').length < LEAST_DIGITS ? {} : { phone }),
  };
}

/** Known patients like the one that is typed. Asked in the body, and forgotten with the page. */
export function useAlike(draft: Draft) {
  const typed = useRested(typedSoFar(draft), 300);
  const enough = Object.keys(typed).length > 0;
  const query = useQuery<AlikePatients>({
    queryKey: ['alike', typed],
    queryFn: () => ask('/enrolments/alike', { method: 'POST', body: typed }),
    enabled: enough,
    gcTime: 0,
    retry: false,
    placeholderData: (former) => former,
  });
  const items = enough && !(query.error instanceof Refused) ? (query.data?.items ?? []) : [];
  const told = items.filter(({ person }) => person.id !== draft.known?.id && !draft.notSameAs.includes(person.id));
  return { named: typed.bornOn !== undefined, looking: query.isFetching, open: told };
}

/** What the pathway would do with this patient: from the core, with the real texts. */
export function useFirstDays(draft: Draft) {
  const { pathway, givenName, bornOn, language, preferredTime, noEmail, consent, phone } = draft;
  const wish = useRested(
    {
      ...{ pathway, language },
      ...(givenName.trim() === '' ? {} : { givenName }),
      ...(/^(18|19|20)\d\d-\d\d-\d\d$/.test(bornOn) ? { bornOn } : {}),
      ...(preferredTime === '' ? {} : { preferredTime }),
      email: !noEmail && consent !== 'no',
      // Before anything is typed the usual case is told.
      phone: phone.trim() !== '' || !noEmail,
    },
    400,
  );
  return useQuery<FirstDays>({
    queryKey: ['first-days', wish],
    queryFn: () => ask('/enrolments/preview', { method: 'POST', body: wish }),
    enabled: wish.pathway !== '',
    gcTime: 0,
    retry: false,
    placeholderData: (former) => former,
  });
}
