import { createHash, randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { routes } from '../../api/routes';
import type { Route } from '../../api/routes/route';
import { hashOfSecret } from '../../src/identity/secrets';
import { classes, type Role, roles, teams } from '../../src/domain/words/authority';
import type { SignalClass } from '../../src/domain/instrument/types';
import { anEnrolment, type ApiFixture } from './api-fixture';
import { anEscalation, aPagingTest, aTask, tell } from './authority-rows';
import { facts, recordedByStaff } from '../../src/domain/facts/table';
import { patientEventTypes } from '../../src/domain/words/event';

// Asks the running API everything that somebody might or might not be allowed, and writes down what it answered.

type Key = { key: string };
/** The cookie of somebody who has signed in. */
type Browser = { cookie: string };
type Person = Key & Browser & { staffId: string };
type Answer = { status: number; text: string };
export type Line = { name: string; cells: string[] };

const ROTA = 'clinician-on-call';
const NOWHERE = '0199a000-0000-7000-8000-000000000000';
const span = { startsAt: '2030-01-01T00:00:00Z', endsAt: '2030-01-02T00:00:00Z' };

/** What the contract of a route takes, so that only authority and the address can refuse it. */
const bodies: Record<string, object> = {
  '/enrolments/:id/events': { type: 'session.booked', data: facts['session.booked'].example },
  '/enrolments/:id/migration-preview': { toVersion: 2 },
  '/patients/:id/events': { type: 'consent.changed', data: { email: false } },
  '/escalations/:id/resolution-preview': { messages: 'resume' },
  '/escalations/:id/hand-over': { revision: 1, to: NOWHERE, reason: 'x' },
  '/escalations/:id/snooze': { revision: 1, until: '2030-01-01T00:00:00Z', reason: 'x' },
  '/escalations/:id/contact-attempts': { how: 'rang', outcome: 'no-answer' },
  '/escalations/:id/no-contact-steps': { step: 'again', done: true },
  '/escalations/:id/resolution': {
    revision: 1,
    signals: [{ id: NOWHERE, outcome: 'reached-safe' }],
    messages: 'resume',
  },
  '/check-ins/:id/responses': { taken: 'telephone', answers: { peg: { '1': 5 } } },
  '/check-ins/:id/response-move': { toCheckInId: NOWHERE, reason: 'x' },
  '/staff/:id/absences': span,
  '/staff/:id/handover': { clinician: null },
  // One that was sent would be refused to the browser of the same person within the minute.
  '/me/paging-test': { to: NOWHERE },
};

export type Matrix = Awaited<ReturnType<typeof createMatrix>>;

export async function createMatrix(f: ApiFixture) {
  const people = new Map<Role, Person>();
  const programs = new Map<Role, Key>();
  for (const role of roles) {
    people.set(role, await aPerson(f, f.clinicId, role));
    programs.set(role, { key: await f.programKey(role) });
  }
  const foreign = await somethingOfEach(f);
  const server = f.app.listen(0);
  const { port } = server.address() as AddressInfo;

  /** Over connections that stay open: there are well over a thousand questions. */
  async function ask(who: Key | Browser, method: Route['method'], path: string, body?: object): Promise<Answer> {
    const proof: Record<string, string> =
      'key' in who ? { authorization: `Bearer ${who.key}` } : { cookie: who.cookie, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`http://127.0.0.1:${String(port)}/api/v1${path}`, {
      method: method.toUpperCase(),
      headers: { ...proof, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** One word for a role: `yes`, `person` where a program's key is refused, or `–`; another answer is told as it is. */
  async function cell(role: Role, ask: (who: Key, asPerson: boolean) => Promise<boolean>): Promise<string> {
    const person = await ask(of(people, role), true);
    const program = await ask(of(programs, role), false);
    if (person && program) return 'yes';
    if (program) return 'PROGRAM ONLY';
    return person ? 'person' : '–';
  }
  const line = async (name: string, one: (role: Role) => Promise<string>): Promise<Line> => ({
    name,
    cells: await Promise.all(roles.map(one)),
  });

  const send = ({ method, path }: Pick<Route, 'method' | 'path'>, who: Key | Browser, body?: object): Promise<Answer> =>
    ask(who, method, addressOf(path, foreign), method === 'get' ? undefined : (body ?? bodies[path] ?? {}));

  return {
    foreign,
    cookieOf: (role: Role): string => of(people, role).cookie,
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
    /**
     * Every route, with something of another clinic in its address. `answers` are those of whoever was let through;
     * `otherwise` says where the same person in a browser was answered otherwise than with their key.
     */
    async routes() {
      const answers: { name: string; status: number; text: string }[] = [];
      const lines: Line[] = [];
      const otherwise: string[] = [];
      for (const route of routes) {
        const name = `${route.method.toUpperCase()} ${route.path}`;
        const answered = async (who: Key | Browser): Promise<number> => {
          const { status, text } = await send(route, who);
          if (status !== 403) answers.push({ name, status, text });
          return status;
        };
        const asked = (role: Role) =>
          cell(role, async (who, asPerson) => {
            const status = await answered(who);
            if (asPerson) {
              const inBrowser = await answered({ cookie: of(people, role).cookie });
              if (inBrowser !== status) otherwise.push(`${name}, ${role}: ${String(status)}, ${String(inBrowser)}`);
            }
            return status !== 403;
          });
        lines.push(await line(name, asked));
      }
      return { lines, answers, otherwise };
    },
    /** Each fact, told of somebody in another clinic: who may record it is told that there is no such patient. */
    async facts(): Promise<Line[]> {
      const lines: Line[] = [];
      const doors = [
        ['/enrolments/:id/events', recordedByStaff],
        ['/patients/:id/events', patientEventTypes],
      ] as const;
      for (const [path, types] of doors) {
        for (const type of types) {
          const data = facts[type].example;
          const answer = (who: Key) => expectOneOf([403, 404], send({ method: 'post', path }, who, { type, data }));
          lines.push(await line(type, (role) => cell(role, async (who) => (await answer(who)) === 404)));
        }
      }
      const mme = { type: 'score.entered', data: { instrument: 'mme', total: 20 } };
      const entered = (who: Key) =>
        expectOneOf([403, 404], send({ method: 'post', path: '/enrolments/:id/events' }, who, mme));
      lines.push(await line('score.entered (mme)', (role) => cell(role, async (who) => (await entered(who)) === 404)));
      return lines;
    },
    async tasks(): Promise<Line[]> {
      const lines: Line[] = [];
      for (const team of teams) {
        for (const step of ['claim', 'completion'] as const) {
          for (const named of [false, true]) {
            if (step === 'claim' && named) continue;
            const asked = (role: Role) =>
              cell(role, async (who, asPerson) => {
                const claimedBy = named && asPerson ? of(people, role).staffId : null;
                const id = await aTask(f, f.clinicId, team, claimedBy);
                return (await expectOneOf([200, 403], ask(who, 'post', `/tasks/${id}/${step}`, {}))) === 200;
              });
            lines.push(await line(`${step} of ${team}${named ? ', named' : ''}`, asked));
          }
        }
      }
      return lines;
    },
    async escalations(): Promise<Line[]> {
      const lines: Line[] = [];
      for (const signalClass of Object.keys(classes) as SignalClass[]) {
        for (const told of [false, true]) {
          for (const step of ['acknowledgement', 'hand-over', 'snooze', 'resolution'] as const) {
            const asked = (role: Role) =>
              cell(role, async (who) => {
                const id = await anEscalation(f, f.clinicId, signalClass);
                if (told) await tell(f, id, of(people, role).staffId);
                const body = step === 'acknowledgement' ? {} : bodies[`/escalations/:id/${step}`];
                const status = await expectOneOf(
                  [200, 403, 409, 422],
                  ask(who, 'post', `/escalations/${id}/${step}`, body),
                );
                return status !== 403;
              });
            lines.push(await line(`${step}, ${signalClass}${told ? ', told by this ladder' : ''}`, asked));
          }
        }
      }
      return lines;
    },
    async rotas(): Promise<Line[]> {
      const lines: Line[] = [];
      for (const { id } of f.settings.rotas) {
        const stands = async (role: Role): Promise<string> => {
          const body = { shifts: [{ staffId: of(people, role).staffId, ...span }] };
          const status = await expectOneOf([200, 422], ask(of(people, 'lead'), 'put', `/rotas/${id}/shifts`, body));
          return status === 200 ? 'yes' : '–';
        };
        lines.push(await line(`stands in ${id}`, stands));
      }
      return lines;
    },
  };
}

/** The table as it is kept and read: one row a line, one column a role. */
export const tableOf = (title: string, lines: readonly Line[]): string =>
  [
    `## ${title}`,
    '',
    `| | ${roles.join(' | ')} |`,
    `| --- | ${roles.map(() => '---').join(' | ')} |`,
    ...lines.map(({ name, cells }) => `| ${name} | ${cells.join(' | ')} |`),
    '',
  ].join('\n');

async function expectOneOf(allowed: number[], answer: Promise<Answer>): Promise<number> {
  const { status, text } = await answer;
  if (allowed.includes(status)) return status;
  throw new Error(`answered ${String(status)} instead of one of ${allowed.join(', ')}: ${text}`);
}

function of<T>(all: ReadonlyMap<Role, T>, role: Role): T {
  const found = all.get(role);
  if (found === undefined) throw new Error(`nobody is ${role}`);
  return found;
}

type Foreign = Record<
  'enrolments' | 'patients' | 'tasks' | 'escalations' | 'check-ins' | 'staff' | 'absences' | 'paging-tests',
  string
>;

const addressOf = (path: string, foreign: Foreign): string => {
  const [, first = ''] = path.split('/');
  const id =
    first === 'rotas' ? ROTA : first === 'pathways' ? 'post-laminectomy-syndrome' : foreign[first as keyof Foreign];
  return path.replace(':id', id).replace(':version', '1');
};

async function aPerson(f: ApiFixture, clinicId: string, role: Role): Promise<Person> {
  const { id: staffId } = await f.db
    .insertInto('staff_member')
    .values({ clinic_id: clinicId, name: `A ${role}`, role, email: `${role}@example.test` })
    .returning('id')
    .executeTakeFirstOrThrow();
  const key = `tl_${randomBytes(32).toString('base64url')}`;
  const hash = createHash('sha256').update(key).digest();
  await f.store.keys.addKey(f.db, { clinicId, keyHash: hash, staffId, role, label: role });
  const token = randomBytes(32).toString('base64url');
  await f.store.sessions.startSession(f.db, { tokenHash: hashOfSecret(token), staffId, idToken: 'x' });
  return { key, cookie: `staff=${token}`, staffId };
}

/** A second clinic, in which there is one of everything that an address can name. */
async function somethingOfEach(f: ApiFixture): Promise<Foreign> {
  const { clinicId } = await f.otherClinic('lead');
  const lead = await aPerson(f, clinicId, 'lead');
  const made = await f.as(lead).post('/api/v1/enrolments', anEnrolment());
  const { id, patientId } = made.body as { id: string; patientId: string };
  await f.advance(id);
  const absence = await f.as(lead).post(`/api/v1/staff/${lead.staffId}/absences`, span);
  const checkIn = await f.db
    .selectFrom('check_in')
    .select('id')
    .where('enrolment_id', '=', id)
    .executeTakeFirstOrThrow();
  return {
    enrolments: id,
    patients: patientId,
    tasks: await aTask(f, clinicId, 'coordinators', null),
    escalations: await anEscalation(f, clinicId, 'spine', patientId),
    'check-ins': checkIn.id,
    staff: lead.staffId,
    absences: (absence.body as { id: string }).id,
    'paging-tests': await aPagingTest(f, clinicId, lead.staffId),
  };
}
