import { sql, type Kysely } from 'kysely';
import { clinicTables } from './0001/clinic';
import { enrolmentTables } from './0001/enrolment';
import { checkInTables } from './0001/check-in';
import { escalationTables } from './0001/escalation';
import { messageTables } from './0001/message';
import { houseTables } from './0001/house';

// Facts (event, answer, score), state (enrolment.snapshot) and plan (check_in, message) of every clinic.
// Instants are timestamptz(3): the core counts milliseconds, and a comparison must not meet a microsecond it cannot see.
const statements = [
  ...clinicTables,
  ...enrolmentTables,
  ...checkInTables,
  ...escalationTables,
  ...messageTables,
  ...houseTables,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
