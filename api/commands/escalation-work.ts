import type { Tx } from '../../src/storage/tx/connection';
import { namedPerson, type Principal } from '../middleware/principal';
import type { Call, Reply } from '../routes/route';
import { showEscalation } from '../views/escalation';

type OnEscalation = { id: string; staff: Principal & { staffId: string } };

/** One act of a named person on an escalation that is not resolved; answered with what it is now. The ladder and the mails are woken. */
export function changeEscalation(
  { params, principal, deps, commit }: Call<{ id: string }, unknown, unknown>,
  act: (tx: Tx, on: OnEscalation) => Promise<void>,
): Promise<Reply> {
  const { store, engine } = deps;
  const staff = { ...principal, staffId: namedPerson(principal) };
  return commit(async (tx) => {
    await act(tx, { id: params.id, staff });
    const view = await store.escalations.one(tx, principal.clinicId, params.id);
    return {
      status: 200,
      body: showEscalation(deps, view, principal),
      afterCommit: () => {
        engine.nudgeEscalation(params.id);
        engine.nudgeDispatch('urgent');
      },
    };
  });
}
