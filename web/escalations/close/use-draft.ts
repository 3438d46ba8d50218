import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Resolution } from '../../api/generated/types.gen';
import { isRefused } from '../../api/client';
import { useAct } from '../../api/queries';
import { fieldsOf, instantOf } from '../../app/instants';
import { useMe } from '../../app/me';
import { useClinicNow } from '../../app/clock';
import type { Item, Outcome } from '../types';

export type Messages = 'resume' | 'end' | 'until';
export type Draft = {
  /** A different outcome for each signal. */
  apart: boolean;
  outcomes: Partial<Record<string, Outcome>>;
  /** When it was spoken about; null = when somebody said that they reached the patient, else at the moment of closing. */
  contact: { day: string; time: string } | null;
  spokeWith: string;
  messages: Messages | null;
  until: string;
  note: string;
};
const empty: Draft = {
  apart: false,
  outcomes: {},
  contact: null,
  spokeWith: '',
  messages: null,
  until: '',
  note: '',
};
export type Fault = 'look' | 'outcome' | 'messages' | 'until' | 'contact';

const MORNING = '09:00';

/**
 * What somebody is about to say of an item, kept while others act on it. `news`: signals that came in since they last looked;
 * nothing is closed before they have.
 */
export function useDraft(item: Item) {
  const { staff, clinic } = useMe();
  const now = useClinicNow();
  const navigate = useNavigate();
  const { check } = useSearch({ strict: false });
  const [draft, setDraft] = useState(empty);
  const [looked, setLooked] = useState({ signals: item.signals.map(({ id }) => id), revision: item.revision });
  const [shown, setShown] = useState<Fault[]>([]);
  const act = useAct<Resolution>(`/escalations/${item.id}/resolution`);
  const news = item.signals.filter(({ id }) => !looked.signals.includes(id));
  const of = (id: string): Outcome | null => draft.outcomes[draft.apart ? id : ''] ?? null;
  const notReached = item.signals.some(({ id }) => of(id) === 'could-not-reach');
  const asksMessages = item.held !== null && item.held.messages + item.held.planned > 0 && !notReached;
  const reachedAt = item.tries.findLast(({ outcome }) => outcome === 'reached')?.at ?? null;
  const contactAt =
    draft.contact === null ? reachedAt : instantOf(draft.contact.day, draft.contact.time, clinic.timeZone);
  const until = draft.until === '' ? null : instantOf(draft.until, MORNING, clinic.timeZone);

  function faults(): Fault[] {
    return [
      ...(news.length > 0 ? (['look'] as const) : []),
      ...(item.signals.some(({ id }) => of(id) === null) ? (['outcome'] as const) : []),
      ...(asksMessages && draft.messages === null ? (['messages'] as const) : []),
      ...(asksMessages && draft.messages === 'until' && (until === null || now === null || Date.parse(until) <= now)
        ? (['until'] as const)
        : []),
    ];
  }

  const mistimed = draft.contact !== null && (contactAt === null || now === null || Date.parse(contactAt) > now);

  const goTo = (step: 'check' | 'form') =>
    void navigate({
      to: '/escalations/$id',
      params: { id: item.id },
      search: step === 'check' ? { check: '1' } : {},
    });
  const body = (): Resolution => ({
    revision: looked.revision,
    signals: item.signals.map(({ id }) => {
      const outcome = of(id) ?? 'could-not-reach';
      return outcome === 'could-not-reach'
        ? { id, outcome }
        : {
            id,
            outcome,
            contactAt: contactAt ?? (now === null ? null : new Date(now).toISOString()),
            spokeWith: draft.spokeWith.trim() === '' ? null : draft.spokeWith.trim(),
          };
    }),
    messages:
      !asksMessages || draft.messages === null
        ? 'resume'
        : draft.messages === 'until'
          ? { until: until ?? '' }
          : draft.messages,
    note: draft.note.trim() === '' ? null : draft.note.trim(),
  });
  function save(): void {
    if (mistimed) {
      setShown(['contact']);
      return;
    }
    act.mutateAsync(body()).then(
      () => {
        setDraft(empty);
        goTo('form');
      },
      (error: unknown) => {
        if (isRefused(error, 409)) goTo('form');
      },
    );
  }

  return {
    isMine: item.owner !== null && item.owner.id === staff?.id,
    draft,
    set: (changed: Partial<Draft>) => {
      setDraft((before) => ({ ...before, ...changed }));
    },
    of,
    notReached,
    asksMessages,
    changeContact: () => {
      setDraft((before) => ({ ...before, contact: fieldsOf(contactAt ?? now ?? item.raisedAt, clinic.timeZone) }));
    },
    until,
    contactAt,
    news,
    look: () => {
      setLooked({ signals: item.signals.map(({ id }) => id), revision: item.revision });
      setShown((before) => before.filter((fault) => fault !== 'look'));
    },
    /** Faults that are said: only after somebody has pressed, and only as long as they are there. */
    faults: shown.filter((fault) => (fault === 'contact' ? mistimed : faults().includes(fault))),
    /** On to the check page, or saying what is missing. Where nobody was reached nothing ends: that is said at once. */
    proceed: (): Fault | null => {
      const found = faults();
      setShown(found);
      if (found.length === 0) {
        if (notReached) save();
        else goTo('check');
      }
      return found[0] ?? null;
    },
    isChecking: check === '1' && item.status !== 'resolved' && faults().length === 0,
    change: () => {
      goTo('form');
    },
    save,
    busy: act.isPending,
    error: act.error,
  };
}
export type Closing = ReturnType<typeof useDraft>;
