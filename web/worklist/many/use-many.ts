import type { Reminders, RowByRow } from '../../api/generated/types.gen';
import { useAct } from '../../api/queries';
import type { Row } from '../types';
import type { Act, Told } from './types';

type Sent = { path: string; body: object };

/** Tells first what would be done, to whom, and who is left out; then does just that. Both are told row by row. */
export function useMany(rows: Row[], act: Act, details: { to: string; note: string }) {
  const send = useAct<Sent, Reminders | RowByRow>(
    ({ path }) => path,
    'POST',
    ({ body }) => body,
  );
  const tasks = rows.flatMap((row) =>
    row.reasons.flatMap(({ taskId, do: what }) => (taskId === null ? [] : [{ taskId, what, row }])),
  );
  const ids = act === 'remind' ? rows.map(({ id }) => id) : tasks.map(({ taskId }) => taskId);
  const nameOf = (id: string): string => {
    const row = rows.find((each) => each.id === id) ?? tasks.find(({ taskId }) => taskId === id)?.row;
    return row === undefined ? '' : `${row.person.familyName}, ${row.person.givenName}`;
  };
  const ask = async (dryRun: boolean): Promise<Told[]> => {
    const note = details.note.trim();
    const body =
      act === 'remind'
        ? { ids, dryRun }
        : act === 'assign'
          ? { action: act, ids, dryRun, to: details.to === '' ? null : details.to }
          : { action: act, ids, dryRun, ...(note === '' ? {} : { note }) };
    const { items } = await send.mutateAsync({ path: act === 'remind' ? '/worklist/reminders' : '/tasks/bulk', body });
    return items.map((item) => ({
      id: item.id,
      name: nameOf(item.id),
      ok: item.ok,
      words: item.words,
      text: 'text' in item && item.text !== null ? `${item.subject ?? ''}\n\n${item.text}` : null,
    }));
  };
  return { ask, busy: send.isPending, error: send.error, nothing: ids.length === 0 };
}
