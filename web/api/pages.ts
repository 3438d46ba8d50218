import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from './client';

export type PageOf<Item> = { items: Item[]; nextCursor: string | null };

/** A list a page at a time. Read again, it is read again as far as it was opened; null = nothing is asked yet. */
export function usePages<Item>(path: string | null) {
  const query = useInfiniteQuery({
    queryKey: ['read', path, 'pages'],
    queryFn: ({ pageParam }) => ask<PageOf<Item>>(withCursor(path ?? '', pageParam)),
    enabled: path !== null,
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
  return { query, items: query.data?.pages.flatMap(({ items }) => items) };
}

const withCursor = (path: string, cursor: string | null): string =>
  cursor === null ? path : `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
