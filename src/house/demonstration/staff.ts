import type { Principal } from '../../../api/middleware/principal';
import type { Right, Role } from '../../domain/words/authority';
import type { Instant } from '../../domain/words/time';
import type { Tx } from '../../storage/tx/connection';
import type { Store } from '../../storage/store';

/** The people of a clinic, for whoever acts in their names. */
export type Staff = {
  /** Somebody who may, the more usual first; for what nobody else may, a lead. */
  whoMay: (right: Right) => Principal;
  /** Whoever is on call at that instant; where nobody is, a lead. */
  onCall: (tx: Tx, at: Instant) => Promise<Principal>;
};

/** No key and no session: they only lend their names to what has been. */
const nobodysKey = { keyId: 'demonstration', scopes: null, session: null };

const usual: readonly Role[] = ['coordinator', 'clinician', 'lead', 'operator'];

export async function staffOf(store: Store, clinicId: string): Promise<Staff> {
  const all = (await store.staff.listStaff(store.db, clinicId))
    .filter(({ active }) => active)
    // Whoever was there first does most.
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const people = all.map(({ id, name, role }): Principal => {
    return { ...nobodysKey, clinicId, staffId: id, role: role as Role, name };
  });
  const inOrder = usual.flatMap((role) => people.filter((person) => person.role === role));
  const whoMay = ({ roles }: Right): Principal => {
    const found = inOrder.find(({ role }) => roles.includes(role));
    if (!found) throw new Error(`Nobody of this clinic is ${roles.join(' or ')}.`);
    return found;
  };
  return {
    whoMay,
    async onCall(tx, at) {
      const [first] = await store.rotas.onDuty(tx, clinicId, 'clinician-on-call', at);
      return people.find(({ staffId }) => staffId === first?.staffId) ?? whoMay({ roles: ['lead'], person: true });
    },
  };
}
