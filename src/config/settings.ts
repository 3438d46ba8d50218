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
  THROUGHLINE_MODE: z.enum(['demo', 'live'], { error: 'is neither "demo" nor "live"' }).default('demo'),
  THROUGHLINE_DATA: z
    .string()
    .default(() => join(repositoryRoot(), '.throughline'))
    .transform((folder) => resolve(folder)),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(1, 65_535).default(8080),
  PUBLIC_URL: web.optional(),
  TRUST_PROXY: proxies.optional(),
  DATABASE_URL: database.optional(),
  TEMPORAL_ADDRESS: hostAndPort.optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  SMTP_URL: smtp.optional(),
  MAIL_FROM_NAME: z.string().default('Riverside Outpatients'),
  MAIL_FROM_ADDRESS: address.default('no-reply@riverside.test'),
  MAIL_REPLY_TO: address.optional(),
  MAIL_PACE_PER_SECOND: wholeNumber(0, 10_000).default(14),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is not a log level such as "info"',
    })
    .default('info'),
  MAIL_TIMEOUT_SECONDS: wholeNumber(1, 600).default(120),
  PAGER_WEBHOOK_SECRET: z.string().optional(),
  WATCH_SMTP_URL: smtp.optional(),
  WATCH_MAIL_TO: address.optional(),
  WATCH_WEBHOOK_URL: web.optional(),
  WATCH_WEBHOOK_SECRET: z.string().optional(),
  WATCH_HEARTBEAT_URL: web.optional(),
  WATCH_INTERVAL_SECONDS: wholeNumber(1, 3600).default(30),
  OIDC_ISSUER: web.optional(),
  CLINICAL_SAFETY_OFFICER: z.string().optional(),
});
export type Settings = z.infer<typeof Settings>;
