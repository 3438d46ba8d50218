import { useEffect, useState } from 'react';
import type { SearchResults } from '../api/generated/types.gen';
import { useRead } from '../api/queries';

export type Found = SearchResults['items'][number];

const LEAST = 2;
const PAUSE_MS = 120;
const nobody: Found[] = [];

/** Who is found by what is typed; asked when the typing rests. `current`: the answer is to what stands in the field now. */
export function useFound(typed: string) {
  const [asked, setAsked] = useState('');
  const wanted = typed.trim();
  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(wanted);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [wanted]);
  const enough = wanted.length >= LEAST;
  const query = useRead<SearchResults>(
    asked.length < LEAST || !enough ? null : `/search?q=${encodeURIComponent(asked)}`,
  );
  const current = enough && asked === wanted && query.data !== undefined && !query.isPlaceholderData;
  return {
    asked: enough,
    current,
    items: enough ? (query.data?.items ?? nobody) : nobody,
    error: query.error,
    again: () => void query.refetch(),
  };
}
