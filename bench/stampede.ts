import { join } from 'node:path';
import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import { type HandOverDeps, handOverDue } from '../activities/hand-over';
import { loadPatientTexts } from '../src/catalogue/clinic/patient-texts';
import { repositoryRoot } from '../src/config/settings';
import { textIn } from '../src/domain/patient-texts/texts';
import { MailCatcher } from '../src/embedded/mail/mail-catcher';
import { createLog } from '../src/log';
import { type Channel, createPace } from '../src/mail/channel';
import { createRender } from '../src/mail/render';
import { createMailChannel } from '../src/mail/send-mail';
import type { Db } from '../src/storage/tx/connection';
import { createStore } from '../src/storage/store';
import { createLoadedDatabase } from './ledger-load';

export type Figure = { metric: string; value: number; unit: string; baseline: number | null; ratio: number | null };
/** `adminUrl`: a server on which a database of one's own may be created. */
export type StampedeOptions = { adminUrl: string; count?: number; rounds?: number };

const CONNECTIONS = 5;
const BATCH = 100;

/** Claim, guard, commit and settle of messages due at one instant, delivery stubbed, against a bare SQL loop with the same writes. */
export async function benchStampede({ adminUrl, count = 10_000, rounds = 5 }: StampedeOptions): Promise<Figure[]> {
  const load = await createLoadedDatabase(adminUrl, count);
  const taken = { deliver: () => Promise.resolve({ outcome: 'accepted' as const, code: 250 }) };
  try {
    const pairs = await paired(rounds, {
      prepare: () => load.refill(),
      ours: () => handOverDue(depsOf(load.db, taken), 'bulk', new AbortController().signal),
      floor: () => sqlLoop(load.db),
      check: () => checkLedger(load.db, count),
    });
    return [figure('stampede-10k', pairs)];
  } finally {
    await load.drop();
  }
}

/** The last hand-over of as many mails through the ledger, against a bare pooled Nodemailer loop to the same catcher. */
export async function benchStampedeMail({ adminUrl, count = 10_000, rounds = 3 }: StampedeOptions): Promise<Figure[]> {
  const load = await createLoadedDatabase(adminUrl, count);
  const caught = new Set<string>();
  let copies = 0;
  const catcher = new MailCatcher({
    store: (mails) => {
      for (const { messageId } of mails) caught.add(messageId);
      copies += mails.length;
      return Promise.resolve();
    },
  });
  const smtpUrl = `smtp://127.0.0.1:${await catcher.listen(0)}`;
  const mail = createMailChannel({ ...senderOf(smtpUrl), maxConnections: CONNECTIONS });
  try {
    const pairs = await paired(rounds, {
      prepare: async () => {
        caught.clear();
        copies = 0;
        await load.refill();
      },
      ours: () => handOverDue(depsOf(load.db, mail), 'bulk', new AbortController().signal),
      floor: () => mailLoop(smtpUrl, count),
      check: async () => {
        await checkLedger(load.db, count);
        if (caught.size !== count || copies !== count)
          throw new Error(`${caught.size} of ${count} mails arrived, ${copies} copies`);
      },
    });
    return [figure('stampede-mail', pairs)];
  } finally {
    mail.close();
    await catcher.close();
    await load.drop();
  }
}

type Pair = { ours: number; floor: number };
type Contest = {
  prepare(): Promise<void>;
  ours(): Promise<unknown>;
  floor(): Promise<unknown>;
  check(): Promise<void>;
};

/** Both in each round, in turns who is first: machines are noisy, ratios of a round are less so. */
async function paired(rounds: number, contest: Contest): Promise<Pair[]> {
  const ours = async () => {
    await contest.prepare();
    const ms = await msOf(() => contest.ours());
    await contest.check();
    return ms;
  };
  const floor = async () => {
    await contest.prepare();
    return msOf(() => contest.floor());
  };
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) pairs.push({ ours: await ours(), floor: await floor() });
    else {
      const floorMs = await floor();
      pairs.push({ ours: await ours(), floor: floorMs });
    }
  }
  return pairs;
}

function figure(metric: string, pairs: Pair[]): Figure {
  const value = median(pairs.map(({ ours }) => ours));
  const baseline = median(pairs.map(({ floor }) => floor));
  return { metric, value, unit: 'ms', baseline, ratio: median(pairs.map(({ ours, floor }) => ours / floor)) };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function depsOf(db: Db, mail: Channel): HandOverDeps {
  const unused = () => {
    throw new Error('nothing bounces in this measurement');
  };
  return {
    store: createStore(db),
    rules: unused,
    engine: {
      nudgeEnrolment: unused,
      nudgeEscalation: unused,
      nudgeDispatch: unused,
      wake: unused,
      isReachable: unused,
      close: unused,
    },
    log: createLog('bench', 'warn'),
    channels: { mail, webhook: mail },
    pace: { bulk: createPace(0), urgent: createPace(0) },
    attemptSeconds: 180,
  };
}

function senderOf(smtpUrl: string) {
  const words = {
    subject: 'Questions about your care',
    lead: 'We have a few short questions.',
    action: 'Answer the questions',
  };
  const render = createRender({
    templateFolder: join(repositoryRoot(), 'src', 'mail', 'templates'),
    publicUrl: 'http://127.0.0.1:8080',
    messageTexts: () => ({
      texts: { invite: words, 'reminder-1': words, 'reminder-2': words },
      frame: textIn(loadPatientTexts(join(repositoryRoot(), 'texts')), 'en').text,
    }),
    instruments: {},
  });
  return { smtpUrl, fromAddress: 'no-reply@riverside.test', replyTo: null, render };
}

/** The floor: the same rows written in the same states, by batches on one connection, with no guard and nothing else. */
async function sqlLoop(db: Db): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ id: string }>`
      update message set state = 'claimed', lease_until = clock_timestamp() + interval '1 minute', changed_at = clock_timestamp()
      where id in (select id from message where lane = 'bulk' and state = 'planned' and due_at <= now()
        order by due_at limit ${BATCH} for update skip locked) returning id`.execute(db);
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await sql`
      with begun as (
        update message set state = 'attempting', attempts = attempts + 1, attempt_id = uuidv7(), changed_at = clock_timestamp(),
          lease_until = clock_timestamp() + interval '3 minutes' where id = any(${ids}::uuid[]) returning *
      ), attempt as (insert into message_attempt (id, message_id) select attempt_id, id from begun)
      insert into link (code_hash, check_in_id, message_id) select sha256(id::text::bytea), check_in_id, id from begun`.execute(
      db,
    );
    await sql`
      with ended as (
        update message_attempt set outcome = 'accepted', code = 250, ended_at = clock_timestamp()
        where message_id = any(${ids}::uuid[]) returning message_id
      )
      update message set state = 'accepted', accepted_at = clock_timestamp(), lease_until = null, changed_at = clock_timestamp()
      from ended where message.id = ended.message_id`.execute(db);
  }
}

/** The floor of mail: the same size of mail over the same number of lines, with nothing written down. */
async function mailLoop(smtpUrl: string, count: number): Promise<void> {
  const transport = createTransport({ url: smtpUrl, pool: true, maxConnections: CONNECTIONS, maxMessages: Infinity });
  const { render } = senderOf(smtpUrl);
  const rendered = render({
    messageId: 'bare',
    attemptId: 'bare',
    attempt: 1,
    channel: 'mail',
    template: 'check-in',
    role: 'invite',
    to: 'ada@example.test',
    language: 'en',
    clinic: {
      publicName: 'Riverside Outpatients',
      phone: '+44 20 7946 0000',
      emergencyNumber: '999',
      timeZone: 'Europe/London',
    },
    checkIn: {
      givenName: 'Ada',
      pathwayId: 'bench',
      pathwayVersion: 1,
      today: false,
      closesAt: Date.now(),
      timeZone: 'Europe/London',
      linkCode: '7KQ4-XM2P-9TRD-H3VN-7KQ4-XM2P-9TRD',
      safetyNet: ['In an emergency ring 999.'],
      opened: { ask: [], deferred: [], answers: [], isWatched: true },
      clinicHours: [],
    },
    appointment: null,
    report: null,
    alert: null,
    test: null,
  });
  const from = { name: 'Riverside Outpatients', address: 'no-reply@riverside.test' };
  await Promise.all(
    Array.from({ length: count }, (_none, n) =>
      transport.sendMail({ ...rendered, from, to: `patient-${n}@example.test` }),
    ),
  );
  transport.close();
}

async function checkLedger(db: Db, count: number): Promise<void> {
  const { rows } = await sql<{ accepted: number; attempts: number; links: number }>`
    select (select count(*) from message where state = 'accepted' and attempts = 1) as accepted,
      (select count(*) from message_attempt where outcome = 'accepted') as attempts, (select count(*) from link) as links`.execute(
    db,
  );
  const [found] = rows;
  if (found?.accepted !== count || found.attempts !== count || found.links !== count)
    throw new Error(`Lost or doubled: of ${count} messages the ledger holds ${JSON.stringify(found)}.`);
}
