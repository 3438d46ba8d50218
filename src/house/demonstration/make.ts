import type { ApiDeps } from '../../../api/deps';
import type { MadeUp } from '../../catalogue/clinic/load-made-up';
import type { Handover } from '../../domain/words/message';
import { DAY } from '../../domain/words/time';
import type { Engine } from '../../engine/engine';
import { withOwnClock } from '../../storage/house/own-clock';
import { createStore } from '../../storage/store';
import type { Db, Tx } from '../../storage/tx/connection';
import { furnishClinic } from './clinic';
import { live } from './live';
import { staffOf } from './staff';

export type Making = {
  deps: ApiDeps;
  databaseUrl: string;
  /** How many of them the clinic is to have. */
  wanted: number;
  /** Where the mails of the last days go. */
  mailbox: (tx: Tx, handover: Handover) => Promise<void>;
  signal?: AbortSignal;
};

/** As many at once as a small machine can carry beside the house itself. */
const AT_ONCE = 2;

/** Older mails are settled in the ledger alone: a mailbox of a year is read by nobody. */
const MAILBOX_DAYS = 7;

/**
 * Makes the made-up patients of the only clinic of a demonstration store that are not there yet. Each is one transaction:
 * whoever looks sees a patient whole or not at all, and a making that was cut short goes on where it was. A store that has
 * patients of its own, and none of these, stays as it is. Returns how many were made.
 */
export async function makePatients({ deps, databaseUrl, wanted, mailbox, signal }: Making): Promise<number> {
  const { store, catalogue } = deps;
  const references = catalogue.madeUp().references.slice(0, wanted);
  const [clinicRow, ...more] = await store.db.selectFrom('clinic').select('id').limit(2).execute();
  const { made, others } = await store.madeUp.whoIsThere(store.db, references);
  if (clinicRow === undefined || more.length > 0 || made.length === references.length) return 0;
  if (made.length === 0 && others) return 0;

  const clinicId = clinicRow.id;
  await furnishClinic({ store, databaseUrl }, clinicId);
  const { settings: clinic, now } = await store.clinics.readClinic(store.db, clinicId);
  const staff = await staffOf(store, clinicId);
  const setting = { clinic, clinicId, staff, now, mailSince: now - MAILBOX_DAYS * DAY };
  const missing = catalogue
    .madeUp()
    .coursesUpTo(now, clinic)
    .filter(({ reference }) => references.includes(reference) && !made.includes(reference));
  let count = 0;
  const makeOne = (own: Db, course: MadeUp) =>
    own
      .transaction()
      .execute((tx) =>
        live({ ...setting, deps: within(deps, tx), tx, course, deliver: (handover) => mailbox(tx, handover) }),
      );
  const tried = new Set<MadeUp>();
  const work = (): Promise<void> =>
    withOwnClock(databaseUrl, async (own) => {
      for (let course = missing.shift(); course && signal?.aborted !== true; course = missing.shift()) {
        try {
          await makeOne(own, course);
          count += 1;
        } catch (err) {
          // Told by its place in the file. On a busy machine it was the time that ran out: once more, after the others.
          const place = catalogue.madeUp().references.indexOf(course.reference) + 1;
          deps.log.error({ err, place, again: !tried.has(course) }, 'a made-up patient could not be made');
          if (!tried.has(course)) missing.push(course);
          tried.add(course);
        }
      }
    });
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return count;
}

/** Nobody is woken within a course: what is due is carried out by whoever lives it. */
const nobody: Engine = {
  nudgeEnrolment: () => undefined,
  nudgeEscalation: () => undefined,
  nudgeDispatch: () => undefined,
  wake: () => Promise.resolve(true),
  isReachable: () => Promise.resolve(true),
  close: () => Promise.resolve(),
};

/** The house within one transaction: what it would commit by itself is committed with the course, or not at all. */
function within(deps: ApiDeps, tx: Tx): ApiDeps {
  const transact = <T>(_db: Db, work: (own: Tx) => Promise<T>): Promise<T> => work(tx);
  const store = { ...createStore(tx), transact } as ApiDeps['store'];
  return { ...deps, store, lists: store, probe: tx, engine: nobody };
}
