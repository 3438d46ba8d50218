import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isIP } from 'node:net';
import { z } from 'zod';

/** The folder that holds package.json, pathways/ and instruments/; the same from src/ (tests) and from dist/src/ (start). */
export function repositoryRoot(from: string = __dirname): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('No package.json above the program: run Throughline from its own folder.');
  return repositoryRoot(parent);
}

/** A URL whose scheme is one of these; the password in it never reaches a message. */
const url = (schemes: readonly string[], example: string) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), {
    error: `is not an address of the form ${example}`,
  });

const database = url(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/database');
const smtp = url(['smtp:', 'smtps:'], 'smtp://user:password@host:587');
const web = url(['http:', 'https:'], 'https://host');
const address = z.string().regex(/^[^\s@<>,;]+@[^\s@<>,;]+$/, 'is not one plain mail address');
const hostAndPort = z.string().regex(/^[^\s:/]+:\d{1,5}$/, 'is not of the form host:port');
const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `is not a whole number from ${from} to ${to}`,
    })
    .transform(Number);

/** How many proxies stand before us, or their addresses; never simply "all", for then anybody writes their own address. */
const proxies = z
  .string()
  .refine((text) => /^[1-9]$/.test(text) || text.split(',').every((one) => isProxyAddress(one.trim())), {
    error: 'is neither a number of proxies from 1 to 9 nor a list of their addresses such as "10.0.0.0/8, 192.168.1.7"',
  })
  .transform((text) => (/^[1-9]$/.test(text) ? Number(text) : text.split(',').map((one) => one.trim())));

function isProxyAddress(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  return (
    version !== 0 && rest.length === 0 && (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most))
  );
}

/** Every setting there is, by its name in the environment. An empty value counts as not set. */
export const Settings = z.object({
  THROUGHLINE_MODE: z
    .enum(['demo', 'live'], { error: 'is neither "demo" nor "live"' })
    .default('demo')
    .describe(
      'demo: made-up people, built-in parts, caught mail. live: patients; then every outside part must be named.',
    ),
  THROUGHLINE_DATA: z
    .string()
    .default(() => join(repositoryRoot(), '.throughline'))
    .transform((folder) => resolve(folder))
    .describe('Folder of what the built-in parts keep: database, logs, keys of the demonstration.'),
  THROUGHLINE_DEMO_PATIENTS: wholeNumber(0, 40)
    .default(40)
    .describe('Made-up patients that a new demonstration store is given; one that has patients stays as it is.'),
  HOST: z.string().default('127.0.0.1').describe('Address at which API and pages listen.'),
  PORT: wholeNumber(1, 65_535).default(8080).describe('Port at which API and pages listen.'),
  PUBLIC_URL: web.optional().describe('How people outside reach us; it stands in the links of mails.'),
  TRUST_PROXY: proxies
    .optional()
    .describe('Proxies before us, by number or by address: their word is taken for where a request comes from.'),
  DATABASE_URL: database.optional().describe('PostgreSQL 18 or newer, instead of the built-in one.'),
  TEMPORAL_ADDRESS: hostAndPort.optional().describe('Temporal, instead of the built-in one.'),
  TEMPORAL_NAMESPACE: z.string().default('default').describe('Namespace at Temporal.'),
  SMTP_URL: smtp.optional().describe('Mail server for patients and staff, instead of the built-in catcher.'),
  MAIL_FROM_NAME: z
    .string()
    .default('Riverside Outpatients')
    .describe('Sender: the neutral public name of the clinic. It must not name the condition.'),
  MAIL_FROM_ADDRESS: address.default('no-reply@riverside.test').describe('Sender: the address bounces come back to.'),
  MAIL_REPLY_TO: address.optional().describe('A staffed address: people do answer.'),
  MAIL_PACE_PER_SECOND: wholeNumber(0, 10_000)
    .default(14)
    .describe('Mails handed over a second, at most; 0 switches the limit off.'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is not a log level such as "info"',
    })
    .default('info')
    .describe('What is written to the logs.'),
  MAIL_TIMEOUT_SECONDS: wholeNumber(1, 600)
    .default(120)
    .describe('A hand-over that takes longer is given up; what became of the mail is then ambiguous.'),
  PAGER_WEBHOOK_SECRET: z
    .string()
    .optional()
    .describe('Signs what is told to pagers (Standard Webhooks, base64). Without it nobody is told that way.'),
  WATCH_SMTP_URL: smtp.optional().describe('The watch’s own mail server: the one for patients may be what is broken.'),
  WATCH_MAIL_TO: address.optional().describe('Who is told by the watch.'),
  WATCH_WEBHOOK_URL: web.optional().describe('Told by the watch, beside or instead of mail.'),
  WATCH_WEBHOOK_SECRET: z.string().optional().describe('Signs what the watch tells the webhook.'),
  WATCH_HEARTBEAT_URL: web
    .optional()
    .describe('Called after each round in which all was well: its silence is an alarm, too.'),
  WATCH_INTERVAL_SECONDS: wholeNumber(1, 3600).default(30).describe('Time between two rounds of the watch.'),
  OIDC_ISSUER: web.optional().describe('Provider of staff sign-in (OpenID Connect), exactly as it names itself.'),
  OIDC_CLIENT_ID: z.string().optional().describe('What Throughline is called at the provider of staff sign-in.'),
  OIDC_CLIENT_SECRET: z
    .string()
    .optional()
    .describe('What the provider gave Throughline to show that it is itself. Left out where the provider gives none.'),
  OIDC_ACR: z
    .string()
    .regex(/^[\x21-\x7e]+( [\x21-\x7e]+)*$/, 'is not a list of values parted by single spaces')
    .optional()
    .describe(
      'How people must have signed in: values of acr, or of amr written as amr:mfa, parted by spaces; one of them is enough.',
    ),
  CLINICAL_SAFETY_OFFICER: z.string().optional().describe('Who answers for clinical safety, by name.'),
});
export type Settings = z.infer<typeof Settings>;

/** The environment as text, empty values left out: rules must speak even where another setting cannot be read. */
export type RawSettings = Readonly<Partial<Record<string, string>>>;

type ModeRule = { readonly setting: string; readonly broken: (raw: RawSettings) => boolean; readonly fault: string };

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** An address that cannot be read is another fault, not this one. */
function isOutside(text: string | undefined): boolean {
  return text !== undefined && URL.canParse(text) && !LOOPBACK.test(new URL(text).hostname);
}

const insideOnly = (setting: string, what: string): ModeRule => ({
  setting,
  broken: (raw) => isOutside(raw[setting]),
  fault: `names ${what} outside this machine: a demonstration never reaches real people. Leave it out, or set THROUGHLINE_MODE=live`,
});

const needed = (setting: string, why: string): ModeRule => ({
  setting,
  broken: (raw) => raw[setting] === undefined,
  fault: `is missing: ${why}`,
});

function hasNoTls(text: string | undefined): boolean {
  if (text === undefined || !URL.canParse(text)) return false;
  const { protocol, searchParams } = new URL(text);
  return protocol !== 'smtps:' && searchParams.get('requireTLS') !== 'true';
}

const withTls = (setting: string): ModeRule => ({
  setting,
  broken: (raw) => hasNoTls(raw[setting]),
  fault: 'sends without TLS: use smtps://, or add ?requireTLS=true',
});

/** A provider knows us by a name, or it does not know us. */
const clientId: ModeRule = {
  setting: 'OIDC_CLIENT_ID',
  broken: (raw) => raw.OIDC_ISSUER !== undefined && raw.OIDC_CLIENT_ID === undefined,
  fault: 'is missing: the provider of OIDC_ISSUER knows Throughline by it',
};

export const MODE_RULES = {
  demo: [
    insideOnly('SMTP_URL', 'a mail server'),
    insideOnly('WATCH_SMTP_URL', 'a mail server'),
    insideOnly('WATCH_WEBHOOK_URL', 'a webhook'),
    insideOnly('OIDC_ISSUER', 'an identity provider'),
    clientId,
  ],
  live: [
    needed('DATABASE_URL', 'live mode never uses the built-in PostgreSQL'),
    needed('TEMPORAL_ADDRESS', 'live mode never uses the built-in Temporal server'),
    needed('SMTP_URL', 'live mode never uses the built-in mail catcher'),
    withTls('SMTP_URL'),
    withTls('WATCH_SMTP_URL'),
    needed('OIDC_ISSUER', 'staff sign in at your own identity provider'),
    clientId,
    {
      setting: 'OIDC_ISSUER',
      broken: (raw) => raw.OIDC_ISSUER !== undefined && !raw.OIDC_ISSUER.startsWith('https://'),
      fault: 'does not begin with https://: whoever stands between could sign in as anybody',
    },
    needed('CLINICAL_SAFETY_OFFICER', 'a named person answers for clinical safety'),
    needed('PUBLIC_URL', 'links in mails must lead somewhere'),
    {
      setting: 'PUBLIC_URL',
      broken: (raw) => raw.PUBLIC_URL !== undefined && !raw.PUBLIC_URL.startsWith('https://'),
      fault: 'does not begin with https://: answers are health data',
    },
    needed('MAIL_FROM_ADDRESS', 'mails need the clinic’s own sender'),
    needed('MAIL_REPLY_TO', 'replies must reach a staffed address'),
  ],
} as const satisfies Record<'demo' | 'live', readonly ModeRule[]>;
