import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';

const KEY = 'tl-calls-closed';

/** Whether the call list stands beside the worklist: where there is room, until somebody closes it on this device. */
export function usePanel() {
  const room = useMediaQuery('(min-width: 1200px)', false, { getInitialValueInEffect: false });
  const [closed, setClosed] = useState(() => localStorage.getItem(KEY) === '1');
  return {
    closed: closed || !room,
    mayOpen: closed && room,
    open: () => {
      localStorage.removeItem(KEY);
      setClosed(false);
    },
    close: () => {
      localStorage.setItem(KEY, '1');
      setClosed(true);
    },
  };
}
