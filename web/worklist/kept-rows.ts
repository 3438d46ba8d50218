import { useState } from 'react';
import type { Done } from '../case/record/undo';
import { useSteadyRows } from '../kit/list';
import type { Group, Row } from './types';

const placesOf = (rows: Row[]) => new Map<string, Group>(rows.map(({ id, group }) => [id, group]));

/** `done`: what was recorded, where it can be undone. */
type Said = { row: Row; index: number; words: string; done: Done | null };

/**
 * Rows that stay where they are: while somebody points at them, and after an act with a line that says what was done, until
 * that line is put away or another list is asked for (`list` changes).
 */
export function useKeptRows(list: string, rows: Row[]) {
  const [kept, setKept] = useState<{ list: string; said: Said[] }>({ list, said: [] });
  const [placed, setPlaced] = useState<Map<string, Group> | null>(null);
  if (kept.list !== list) {
    setKept({ list, said: [] });
    setPlaced((before) => before && placesOf(rows));
  }
  const said = kept.list === list ? kept.said : [];

  const whole = [...rows];
  for (const { row, index } of said)
    if (!rows.some(({ id }) => id === row.id)) whole.splice(Math.max(index, 0), 0, { ...row, reasons: [] });
  const steady = useSteadyRows(
    whole,
    ({ id }) => id,
    ({ group }) => group === 'now',
    false,
    list,
  );
  const place = () => {
    setPlaced((before) => before ?? placesOf(whole));
  };
  const letGo = () => {
    setPlaced(null);
  };
  const { hold } = steady;
  return {
    ...steady,
    show: () => {
      letGo();
      steady.show();
    },
    groupOf: ({ id, group }: Row): Group => placed?.get(id) ?? group,
    said,
    say: (row: Row, words: string, done: Done | null = null) => {
      const index = steady.rows.findIndex(({ id }) => id === row.id);
      const others = said.filter((each) => each.row.id !== row.id);
      setKept({ list, said: [...others, { row, index, words, done }] });
    },
    putAway: (id: string) => {
      setKept({ list, said: said.filter(({ row }) => row.id !== id) });
    },
    hold: {
      ...hold,
      onPointerEnter: () => {
        place();
        hold.onPointerEnter();
      },
      onFocus: () => {
        place();
        hold.onFocus();
      },
      onPointerLeave: (event: Parameters<typeof hold.onPointerLeave>[0]) => {
        if (!event.currentTarget.contains(document.activeElement)) letGo();
        hold.onPointerLeave(event);
      },
      onBlur: (event: Parameters<typeof hold.onBlur>[0]) => {
        if (!event.currentTarget.contains(event.relatedTarget) && !event.currentTarget.matches(':hover')) letGo();
        hold.onBlur(event);
      },
    },
  };
}
