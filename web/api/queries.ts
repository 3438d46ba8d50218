import { QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ask, isRefused, NO_ANSWER, Refused } from './client';

/** The clinic's own time and a mark that moves when anything of it has changed. */
export type Pulse = { now: string; version: string; open: { now: number; today: number; digest: number } };

const PULSE_MS = 2_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A browser that believes itself offline would hold everything back.
      networkMode: 'always',
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (count, error) =>
        count < 2 && error instanceof Refused && (error.status === NO_ANSWER || error.status >= 500),
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** How soon something is read again that changes with the time alone. */
const AGAIN_MS = 5_000;

/**
 * What stands under an address of the API; null = nothing is asked yet. Read again when the pulse says that something changed,
 * and as long as `passing` holds of it also by itself: what it says then changes with the time.
 */
export function useRead<T>(path: string | null, passing: (data: T) => boolean = () => false) {
  return useQuery<T>({
    refetchInterval: ({ state: { data } }) => data !== undefined && passing(data) && AGAIN_MS,
    queryKey: ['read', path],
    queryFn: () => ask<T>(path ?? ''),
    enabled: path !== null,
    placeholderData: (former, query) => (sameList(query?.queryKey[1], path) ? former : undefined),
  });
}

/** A list that comes a page at a time: what is shown of it, in one, and how to read on. All of it is read again together. */
export function usePages<T extends { items: unknown[]; nextCursor: string | null }>(path: string) {
  const query = useInfiniteQuery({
    queryKey: ['read', path, 'pages'],
    queryFn: ({ pageParam }) =>
      ask<T>(
        pageParam === null ? path : `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(pageParam)}`,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (former, query) => (sameList(query?.queryKey[1], path) ? former : undefined),
    select: ({ pages }) => {
      const [first] = pages;
      return first && { ...first, items: pages.flatMap(({ items }) => items) };
    },
  });
  return {
    query,
    more: query.hasNextPage ? { press: () => void query.fetchNextPage(), busy: query.isFetchingNextPage } : null,
  };
}

/** Of one list with other filters the former rows may stand until the new ones are there; of another patient never. */
function sameList(former: unknown, path: string | null): boolean {
  const list = (address: unknown) => (typeof address === 'string' ? address.split('?')[0] : null);
  return (
    path !== null && list(former) === list(path) && !/\/(patients|enrolments|check-ins|escalations)\/[^/?]+/.test(path)
  );
}

/** The clinic's time and what is open, asked again and again. */
export const usePulse = () =>
  useQuery<Pulse & { readAt: number }>({
    queryKey: ['pulse'],
    queryFn: async () => ({ ...(await ask<Pulse>('/pulse', { background: true })), readAt: Date.now() }),
    refetchInterval: PULSE_MS,
    refetchIntervalInBackground: true,
    retry: false,
  });

/**
 * Reads all that is shown again when something changed: once in a window, by what stands around every screen. True as soon
 * as something may be read: a change between a first read and the first pulse would be seen by nobody.
 */
export function useFreshness(): boolean {
  const client = useQueryClient();
  const seen = useRef<string | null>(null);
  const { data, isError, isPending } = usePulse();
  // Once it may, it may: whoever signs in again over a page goes on where they were.
  const [mayRead, setMayRead] = useState(false);
  if (!isPending && !mayRead) setMayRead(true);
  const version = data?.version;
  const wasLost = useRef(false);
  useEffect(() => {
    // What failed while there was no connection is read again as soon as there is one.
    if (wasLost.current && !isError) void client.invalidateQueries({ queryKey: ['read'] });
    wasLost.current = isError;
  }, [client, isError]);
  useEffect(() => {
    if (version === undefined) return;
    if (seen.current !== null && seen.current !== version) void client.invalidateQueries({ queryKey: ['read'] });
    seen.current = version;
  }, [client, version]);
  return mayRead;
}

type Then<Answer> = { onSuccess?: (answer: Answer) => void; onError?: (error: Error) => void };

/**
 * One act: a press is one key, so that pressing again after no answer does nothing twice. Afterwards all that is shown is
 * read again. `path` may depend on what is given, and `body` takes from it what is sent.
 */
export function useAct<Sent, Answer = unknown>(
  path: string | ((sent: Sent) => string),
  method: 'POST' | 'PUT' = 'POST',
  body: (sent: Sent) => unknown = (sent) => sent,
) {
  const client = useQueryClient();
  const attempt = useRef<{ text: string; key: string } | null>(null);
  const then = useRef<Then<Answer>>({});
  const mutation = useMutation<Answer, Error, Sent>({
    mutationFn: (sent) => {
      const text = JSON.stringify([typeof path === 'string' ? path : path(sent), sent]);
      if (attempt.current?.text !== text) attempt.current = { text, key: crypto.randomUUID() };
      return ask<Answer>(typeof path === 'string' ? path : path(sent), {
        method,
        body: body(sent),
        key: attempt.current.key,
      });
    },
    onSuccess: (answer) => then.current.onSuccess?.(answer),
    onError: (error) => then.current.onError?.(error),
    onSettled: async (_answer, error) => {
      then.current = {};
      if (!isRefused(error, NO_ANSWER)) attempt.current = null;
      await client.invalidateQueries({ queryKey: ['read'] });
    },
  });
  return {
    ...mutation,
    /**
     * What then follows comes before anything is read again, also when that takes away the place of the act, as the row of a
     * list. What must wait until all is read again follows `mutateAsync`.
     */
    mutate: (sent: Sent, callbacks: Then<Answer> = {}) => {
      then.current = callbacks;
      mutation.mutate(sent);
    },
  };
}
