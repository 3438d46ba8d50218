import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';

/**
 * Whether the dialog of facts is open, and for which kind, stands in the address: a list may lead straight to it, and Back
 * closes it.
 */
export function useRecord() {
  const { record } = useSearch({ strict: false });
  const navigate = useNavigate();
  const router = useRouter();
  const opened = useRef(false);
  const to = (value: string | undefined, replace: boolean) =>
    navigate({ to: '.', search: (before) => ({ ...before, record: value }), replace, resetScroll: false });
  return {
    asked: record ?? null,
    open: () => {
      opened.current = true;
      void to('any', false);
    },
    close: () => {
      if (opened.current) router.history.back();
      else void to(undefined, true);
      opened.current = false;
    },
  };
}
