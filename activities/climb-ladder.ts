import type { Store } from '../src/storage/store';

export type ClimbDeps = {
  store: Pick<Store, 'db' | 'transact' | 'escalations'>;
  engine: { nudgeDispatch(lane: 'urgent'): void };
};

export type LadderWait = { ended: boolean; dueInMs: number | null; waitingFor: string };

/** Tells whoever is to be told now and says when to look again. One short transaction; running it twice tells nobody twice. */
export const createClimbLadder =
  ({ store, engine }: ClimbDeps) =>
  async ({ escalationId }: { escalationId: string }): Promise<LadderWait> => {
    const { planned, ...wait } = await store.transact(store.db, (tx) => store.escalations.climb(tx, escalationId));
    if (planned > 0) engine.nudgeDispatch('urgent');
    return wait;
  };
