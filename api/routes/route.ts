import { z } from 'zod';
import type { Deed } from '../../src/domain/words/authority';
import type { Tx } from '../../src/storage/tx/connection';
import { byId } from '../contracts/fields';
import type { ApiDeps } from '../deps';
import type { Principal } from '../middleware/principal';

/** What goes back. `afterCommit` runs once the work is durable and is never stored: nudges, and waiting for the step. */
export type Reply = {
  status: number;
  body: object | null;
  /** The same as plain text, for whoever asks for that. */
  text?: string;
  /** The same as a page that stands in a frame of ours: a mail as it looks. */
  html?: string;
  location?: string;
  /** The patient, enrolment or item this was about, where the address does not say: for the audit. */
  subject?: string;
  /** Of a list that names patients or is about them: the ids of its rows, for the audit of who read what. */
  shown?: readonly string[];
  afterCommit?: () => void | Promise<void>;
};

export type Call<P, Q, B> = {
  params: P;
  query: Q;
  body: B;
  principal: Principal;
  deps: ApiDeps;
  /** Runs the work, writes its audit row and remembers its reply for the Idempotency-Key, in one transaction. */
  commit: (work: (tx: Tx) => Promise<Reply>) => Promise<Reply>;
  /** The reply of an earlier attempt with the same Idempotency-Key, for work that is no transaction. */
  earlierReply: () => Promise<Reply | null>;
};

/** What a contract may need to know to judge a field: today, the staff, the clinic's settings. */
export type ContractFor<P, B> = (call: { params: P; principal: Principal; deps: ApiDeps }) => Promise<z.ZodType<B>>;

/** `text`: there is the same as plain text. */
export type Description = { description: string; schema?: z.ZodType; text?: true };

/** One route: address, policy, contract and work in one place. The router, the policy and /openapi.json are made from it. */
export type StaffRoute<P, Q, B, Path = string> = {
  method: 'get' | 'post' | 'put';
  path: Path;
  /** What it is for: the table of authority says who may. There is no default, and a route without one does not start. */
  deed: Deed;
  /** Requests about a patient leave a row in the audit log, and so does whatever changes something. */
  about: 'patient' | 'clinic';
  /** Demonstration stores only. */
  demoOnly?: boolean;
  summary: string;
  /** Left out: the id in the path, if there is one. */
  params?: z.ZodType<P>;
  /** Left out: none that a GET would take. */
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  /** Judges the body instead of `body`, which then only documents it. */
  bodyFor?: ContractFor<P, B>;
  replies: Record<number, Description>;
  handle: (call: Call<P, Q, B>) => Promise<Reply>;
};

/** A route whose inputs were checked before `handle` sees them: the only place where their types are taken on trust. */
export type Route = StaffRoute<unknown, unknown, unknown>;

export function defineRoute<
  const Path extends string,
  P = Path extends `${string}/:id${string}` ? z.infer<typeof byId> : unknown,
  Q = unknown,
  B = unknown,
>(route: StaffRoute<P, Q, B, Path>): Route {
  const params = /\/:id(\/|$)/.test(route.path) ? byId : undefined;
  const query = route.method === 'get' ? noQuery : undefined;
  return { params, query, ...route } as unknown as Route;
}
const noQuery = z.strictObject({});
