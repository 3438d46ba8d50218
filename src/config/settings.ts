import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from './repository-root';

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
  OIDC_ISSUER: web.optional().describe('Provider of staff sign-in.'),
  CLINICAL_SAFETY_OFFICER: z.string().optional().describe('Who answers for clinical safety, by name.'),
});
export type Settings = z.infer<typeof Settings>;
