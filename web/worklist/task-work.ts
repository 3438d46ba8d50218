import { useAct } from '../api/queries';
import type { Reason } from './types';

type Completion = { note?: string; reached?: boolean };
type Sent = { path: string; body: Completion };

/** A call that is asked for again where nobody was reached; any other task is done once it is done. */
export const asksAgain = ({ reason, kind }: Reason): boolean => reason === 'call' && kind !== 'call-patient';

/** Tasks done where they are read. `note` goes with whatever is done next. */
export function useTaskWork(note: string) {
  const act = useAct<Sent>(
    ({ path }) => path,
    'POST',
    ({ body }) => body,
  );
  const noted = note.trim() === '' ? {} : { note: note.trim() };
  const done = (taskId: string, reached: boolean | undefined): Sent => ({
    path: `/tasks/${taskId}/completion`,
    body: { ...(reached === undefined ? {} : { reached }), ...noted },
  });
  return {
    busy: act.isPending,
    error: act.error,
    complete: (taskId: string, reached: boolean | undefined, then: () => void) => {
      act.mutate(done(taskId, reached), { onSuccess: then });
    },
    take: (taskId: string, then: () => void) => {
      act.mutate({ path: `/tasks/${taskId}/claim`, body: {} }, { onSuccess: then });
    },
    /** One after the other, until one is refused: that one says why, and those before it are done. */
    all: (tasks: Reason[], then: () => void) => {
      void (async () => {
        for (const task of tasks) {
          if (task.taskId === null) continue;
          await act.mutateAsync(done(task.taskId, asksAgain(task) ? true : undefined));
        }
        then();
      })().catch(() => undefined);
    },
  };
}
