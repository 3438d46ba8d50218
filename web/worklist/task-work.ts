import { useAct } from '../api/queries';
import type { Outcome } from './calls/outcomes';
import type { Reason } from './types';

type Completion = { note?: string; outcome?: Outcome; reached?: boolean };
type Sent = { path: string; body: Completion };

/** Tasks done where they are read. `note` goes with whatever is done next. */
export function useTaskWork(note: string) {
  const act = useAct<Sent>(
    ({ path }) => path,
    'POST',
    ({ body }) => body,
  );
  const noted = note.trim() === '' ? {} : { note: note.trim() };
  const done = (taskId: string, body: Completion): Sent => ({
    path: `/tasks/${taskId}/completion`,
    body: { ...body, ...noted },
  });
  const ofCall = (outcome: Outcome): Completion => ({ outcome, reached: outcome === 'reached' });
  return {
    busy: act.isPending,
    error: act.error,
    complete: (taskId: string, { outcome }: { outcome?: Outcome }, then: () => void) => {
      act.mutate(done(taskId, outcome === undefined ? {} : ofCall(outcome)), { onSuccess: then });
    },
    own: (taskId: string, what: 'claim' | 'release', then: () => void) => {
      act.mutate({ path: `/tasks/${taskId}/${what}`, body: {} }, { onSuccess: then });
    },
    /** One after the other, until one is refused: that one says why, and those before it are done. */
    all: (tasks: Reason[], then: () => void) => {
      void (async () => {
        for (const { taskId, reason } of tasks) {
          if (taskId === null) continue;
          await act.mutateAsync(done(taskId, reason === 'call' ? ofCall('reached') : {}));
        }
        then();
      })().catch(() => undefined);
    },
  };
}
