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

export const MODE_RULES = {
  demo: [
    insideOnly('SMTP_URL', 'a mail server'),
    insideOnly('WATCH_SMTP_URL', 'a mail server'),
    insideOnly('WATCH_WEBHOOK_URL', 'a webhook'),
    insideOnly('OIDC_ISSUER', 'an identity provider'),
  ],
  live: [
    needed('DATABASE_URL', 'live mode never uses the built-in PostgreSQL'),
    needed('TEMPORAL_ADDRESS', 'live mode never uses the built-in Temporal server'),
    needed('SMTP_URL', 'live mode never uses the built-in mail catcher'),
    withTls('SMTP_URL'),
    withTls('WATCH_SMTP_URL'),
    needed('OIDC_ISSUER', 'staff sign in at your own identity provider'),
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
