import { useEffect, useState } from 'react';

const OPEN = 'tl-find';

/** Opens the search from wherever its button is. */
export function openFind(): void {
  dispatchEvent(new Event(OPEN));
}

/** Whether it is open: Ctrl or Cmd with K opens it on every screen. */
export function useFindOpen() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const show = () => {
      setOpen(true);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      show();
    };
    addEventListener(OPEN, show);
    addEventListener('keydown', key);
    return () => {
      removeEventListener(OPEN, show);
      removeEventListener('keydown', key);
    };
  }, []);
  return {
    open,
    close: () => {
      setOpen(false);
    },
  };
}
