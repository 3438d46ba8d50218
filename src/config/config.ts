import { MODE_RULES, type RawSettings, Settings } from './settings';

export type OidcConfig = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** Ways of having signed in of which one is demanded; empty = any is good enough. */
  readonly demanded: readonly string[];
};

/** What a process of ours needs to know, read once at its start. `null` means "not wanted". */
export type Config = {
  readonly mode: 'demo' | 'live';
  readonly dataFolder: string;
  /** Made-up patients of a new demonstration store. */
  readonly demoPatients: number;
  readonly host: string;
  readonly port: number;
  /** How people outside reach us; no slash at the end. */
  readonly publicUrl: string;
  /** Proxies before us, by number or address: their word is taken for where a request comes from. Null = none. */
  readonly trustProxy: number | string[] | null;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly smtpUrl: string;
  readonly mailFrom: { readonly name: string; readonly address: string };
  readonly mailReplyTo: string | null;
  /** Hand-overs a second; 0 switches the limit off. */
  readonly mailPacePerSecond: number;
  /** A hand-over is given up after so long; what became of it is then ambiguous. */
  readonly mailTimeoutSeconds: number;
  /** Signs what is told to pagers (Standard Webhooks, base64); null = nobody is told that way. */
  readonly pagerSecret: string | null;
  readonly logLevel: Settings['LOG_LEVEL'];
  readonly watch: {
    readonly smtpUrl: string | null;
    readonly mailTo: string | null;
    readonly webhookUrl: string | null;
    readonly webhookSecret: string | null;
    readonly heartbeatUrl: string | null;
    readonly intervalSeconds: number;
  };
  /** Where staff sign in; null = at the built-in provider of a demonstration. */
  readonly oidc: OidcConfig | null;
  readonly clinicalSafetyOfficer: string | null;
};

type Part = 'databaseUrl' | 'temporalAddress' | 'smtpUrl';

/** What `npm start` knows: a part that is null is started by it. */
export type StartConfig = Omit<Config, Part> & { readonly [name in Part]: string | null };

/** All faults of the environment in one message, for the person who has to mend them. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(
      ['These settings must be changed before Throughline can start:', ...faults.map((fault) => `- ${fault}`)].join(
        '\n',
      ),
    );
  }
}

/** For worker, API, watch and commands: every part has its address. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const addresses = ['DATABASE_URL', 'TEMPORAL_ADDRESS', 'SMTP_URL'];
  const missing = addresses.filter((name) => isBlank(env[name])).map((name) => `${name} is missing.`);
  const { databaseUrl, temporalAddress, smtpUrl, ...rest } = read(env, missing);
  if (databaseUrl === null || temporalAddress === null || smtpUrl === null) throw new ConfigError(missing);
  return { ...rest, databaseUrl, temporalAddress, smtpUrl };
}

/** For `npm start`: parts without an address are built in, which only a demonstration may have. */
export function readStartConfig(env: NodeJS.ProcessEnv): StartConfig {
  return read(env, []);
}

function read(env: NodeJS.ProcessEnv, alreadyFound: readonly string[]): StartConfig {
  const raw: RawSettings = Object.fromEntries(Object.entries(env).filter(([, value]) => !isBlank(value)));
  const parsed = Settings.safeParse(raw);
  const faults = [
    ...alreadyFound,
    ...(parsed.error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}.`),
    ...MODE_RULES[raw.THROUGHLINE_MODE === 'live' ? 'live' : 'demo']
      .filter(({ setting, broken }) => broken(raw) && !alreadyFound.includes(`${setting} is missing.`))
      .map(({ setting, fault }) => `${setting} ${fault}.`),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return toConfig(parsed.data);
}

function toConfig(settings: Settings): StartConfig {
  return {
    mode: settings.THROUGHLINE_MODE,
    dataFolder: settings.THROUGHLINE_DATA,
    demoPatients: settings.THROUGHLINE_DEMO_PATIENTS,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: (settings.PUBLIC_URL ?? `http://127.0.0.1:${settings.PORT}`).replace(/\/+$/, ''),
    trustProxy: settings.TRUST_PROXY ?? null,
    databaseUrl: settings.DATABASE_URL ?? null,
    temporalAddress: settings.TEMPORAL_ADDRESS ?? null,
    temporalNamespace: settings.TEMPORAL_NAMESPACE,
    smtpUrl: settings.SMTP_URL ?? null,
    mailFrom: { name: settings.MAIL_FROM_NAME, address: settings.MAIL_FROM_ADDRESS },
    mailReplyTo: settings.MAIL_REPLY_TO ?? null,
    mailPacePerSecond: settings.MAIL_PACE_PER_SECOND,
    mailTimeoutSeconds: settings.MAIL_TIMEOUT_SECONDS,
    pagerSecret: settings.PAGER_WEBHOOK_SECRET ?? null,
    logLevel: settings.LOG_LEVEL,
    watch: {
      smtpUrl: settings.WATCH_SMTP_URL ?? null,
      mailTo: settings.WATCH_MAIL_TO ?? null,
      webhookUrl: settings.WATCH_WEBHOOK_URL ?? null,
      webhookSecret: settings.WATCH_WEBHOOK_SECRET ?? null,
      heartbeatUrl: settings.WATCH_HEARTBEAT_URL ?? null,
      intervalSeconds: settings.WATCH_INTERVAL_SECONDS,
    },
    oidc: oidcOf(settings),
    clinicalSafetyOfficer: settings.CLINICAL_SAFETY_OFFICER ?? null,
  };
}

function oidcOf(settings: Settings): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: secret, OIDC_ACR: demanded } = settings;
  if (issuer === undefined || clientId === undefined) return null;
  return { issuer, clientId, clientSecret: secret ?? null, demanded: demanded?.split(' ') ?? [] };
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === '';
}
