import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useSyncExternalStore } from 'react';
import { onBack, touches } from '../api/touches';
import { useClinicTimeOf } from '../app/clock';
import { type News, news, type Sort, sorts, type View, views } from './types';

export const owners = ['mine', 'team', 'all'] as const;
export type OwnerFilter = (typeof owners)[number];

type Change = Record<string, string | undefined>;

/** The address as it is, with some parts of it changed; undefined takes a part away. */
export const searchWith =
  (change: Change) =>
  (before: Change): Record<string, string> =>
    only({ ...before, ...change });

/** What the address says is shown and opened: reload, Back and a shared link give the same rows. */
export function useShown() {
  const search: Change = useSearch({ strict: false });
  const navigate = useNavigate();
  const backSince = useBackSince();
  const toldOf: News | undefined = news.find((each) => each === search.news);
  const view: View | undefined = views.find((each) => each === search.view);
  const shown = {
    /** null: what happened since is told of every view. */
    view: view ?? (toldOf === undefined ? ('needs-you' satisfies View) : null),
    owner: owners.find((owner) => owner === search.owner) ?? ('all' satisfies OwnerFilter),
    stage: search.stage,
    pathway: search.pathway,
    reason: search.reason,
    overdue: search.overdue === 'true',
    news: toldOf,
    /** From when on something is news; left out: the API knows when this person was here last. */
    since: search.since ?? backSince ?? undefined,
    /** undefined: the most urgent first. */
    sort: sorts.find((sort): sort is Sort => sort === search.sort),
    descending: search.order === 'descending',
    cursor: search.cursor,
    /** The row that is worked on in its place. */
    open: search.open,
    /** Rows chosen for an act on many; null = nobody is choosing. */
    chosen: search.chosen === undefined ? null : search.chosen.split(',').filter(Boolean),
    call: search.call,
    print: search.print !== undefined,
  };
  const set = (change: Change) =>
    void navigate({
      to: '.',
      search: searchWith(change),
      replace: true,
      resetScroll: false,
    });
  return {
    ...shown,
    /** Whether less than the whole list is asked for. */
    narrowed: ['owner', 'stage', 'pathway', 'reason', 'overdue', 'news'].some((name) => search[name] !== undefined),
    /** Another list: its first page, and nothing of it is chosen or open. */
    filter: (change: Change) => {
      set({ cursor: undefined, open: undefined, chosen: shown.chosen ? '' : undefined, ...change });
    },
    set,
  };
}
export type Shown = ReturnType<typeof useShown>;

const only = (search: Change): Record<string, string> =>
  Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** The address of the list at the API. */
export function listPath({ view, owner, overdue, sort, descending, ...shown }: Shown): string {
  const { stage, pathway, reason, news: toldOf, since, cursor } = shown;
  const query = new URLSearchParams(view === null ? {} : { view });
  if (owner !== 'all') query.set('owner', owner);
  if (overdue) query.set('overdue', 'true');
  if (sort !== undefined && descending) query.set('order', 'descending');
  for (const [name, value] of Object.entries({ stage, pathway, reason, news: toldOf, since, sort, cursor }))
    if (value !== undefined) query.set(name, value);
  return `/worklist?${query.toString()}`;
}

/**
 * When somebody who left this page open and came back had last touched it, by the clinic's clock; null: they have not been
 * away. It stays until they have been away again.
 */
function useBackSince(): string | null {
  const since = useSyncExternalStore(onBack, () => touches().backSince);
  const clinicTimeOf = useClinicTimeOf();
  // The clock runs on; what it was then does not change.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => (since === null ? null : new Date(Math.floor(clinicTimeOf(since))).toISOString()), [since]);
}
