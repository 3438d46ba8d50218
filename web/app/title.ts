import { useEffect } from 'react';

/** What stands in the tab of the browser: the place and how much is open there, never a patient. */
export function useTitle(words: string): void {
  useEffect(() => {
    document.title = `${words} – Throughline`;
    return () => {
      document.title = 'Throughline';
    };
  }, [words]);
}
