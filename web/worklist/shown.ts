import { useNavigate, useSearch } from '@tanstack/react-router';
import { type View, views } from './types';

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
  const shown = {
    view: views.find((view) => view === search.view) ?? ('needs-you' satisfies View),
    owner: owners.find((owner) => owner === search.owner) ?? ('all' satisfies OwnerFilter),
    stage: search.stage,
    pathway: search.pathway,
    reason: search.reason,
    overdue: search.overdue === 'true',
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
    narrowed: ['owner', 'stage', 'pathway', 'reason', 'overdue'].some((name) => search[name] !== undefined),
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
export function listPath({ view, owner, stage, pathway, reason, overdue, cursor }: Shown): string {
  const query = new URLSearchParams({ view });
  if (owner !== 'all') query.set('owner', owner);
  if (overdue) query.set('overdue', 'true');
  for (const [name, value] of Object.entries({ stage, pathway, reason, cursor }))
    if (value !== undefined) query.set(name, value);
  return `/worklist?${query.toString()}`;
}
