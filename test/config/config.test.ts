import { type ConfigError, readConfig, readStartConfig } from '../../src/config/config';

const addresses = {
  DATABASE_URL: 'postgres://u:secret@127.0.0.1:5432/t',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  SMTP_URL: 'smtp://127.0.0.1:1025',
};

const live = {
  THROUGHLINE_MODE: 'live',
  DATABASE_URL: 'postgres://u:secret@db.example.test/t',
  TEMPORAL_ADDRESS: 'temporal.example.test:7233',
  SMTP_URL: 'smtps://u:secret@mail.example.test',
  OIDC_ISSUER: 'https://id.example.test',
  OIDC_CLIENT_ID: 'throughline',
  CLINICAL_SAFETY_OFFICER: 'Dr Rosa Lind',
  PUBLIC_URL: 'https://clinic.example.test/',
  MAIL_FROM_ADDRESS: 'outpatients@example.test',
  MAIL_REPLY_TO: 'desk@example.test',
};

function faultsOf(
  env: NodeJS.ProcessEnv,
  read: (env: NodeJS.ProcessEnv) => unknown = readStartConfig,
): readonly string[] {
  try {
    read(env);
    return [];
  } catch (error) {
    return (error as ConfigError).faults;
  }
}

describe('settings', () => {
  test('a demonstration needs none', () => {
    const config = readStartConfig({});

    expect(config).toMatchObject({
      mode: 'demo',
      host: '127.0.0.1',
      port: 8080,
      publicUrl: 'http://127.0.0.1:8080',
      databaseUrl: null,
      temporalAddress: null,
      smtpUrl: null,
      mailPacePerSecond: 14,
      mailReplyTo: null,
    });
  });

  test('an empty value counts as not set', () => {
    expect(readStartConfig({ PORT: '', DATABASE_URL: ' ' })).toMatchObject({ port: 8080, databaseUrl: null });
  });

  test('the public address follows PORT and loses its last slash', () => {
    expect(readStartConfig({ PORT: '9000' }).publicUrl).toBe('http://127.0.0.1:9000');
    expect(readStartConfig(live).publicUrl).toBe('https://clinic.example.test');
  });

  test.each([
    [undefined, null],
    ['1', 1],
    ['10.0.0.0/8, 192.168.1.7', ['10.0.0.0/8', '192.168.1.7']],
    ['fd00::/8', ['fd00::/8']],
  ])('TRUST_PROXY %s is read as %j', (text, trusted) => {
    expect(readStartConfig({ TRUST_PROXY: text }).trustProxy).toEqual(trusted);
  });

  test.each(['true', '0', '12', 'everybody', '10.0.0.0/64', '10.0.0.1,'])(
    'TRUST_PROXY %s is refused: it would let anybody choose an address',
    (text) => {
      expect(faultsOf({ TRUST_PROXY: text })).toEqual([
        'TRUST_PROXY is neither a number of proxies from 1 to 9 nor a list of their addresses such as "10.0.0.0/8, 192.168.1.7".',
      ]);
    },
  );

  test('a process of ours needs every address', () => {
    expect(faultsOf({}, readConfig)).toEqual([
      'DATABASE_URL is missing.',
      'TEMPORAL_ADDRESS is missing.',
      'SMTP_URL is missing.',
    ]);
    expect(readConfig(addresses)).toMatchObject({ databaseUrl: addresses.DATABASE_URL, mode: 'demo' });
  });

  test('all faults are told at once, without the password', () => {
    const env = { PORT: 'eighty', DATABASE_URL: 'mysql://u:secret@h/d', LOG_LEVEL: 'loud', MAIL_REPLY_TO: 'a@b, c@d' };

    expect(faultsOf(env).map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'MAIL_REPLY_TO',
      'LOG_LEVEL',
    ]);
    expect(() => readStartConfig(env)).toThrow(/^These settings must be changed(?!.*secret)/s);
  });

  test.each([
    ['zero', '0', false],
    ['the highest', '65535', true],
    ['one too high', '65536', false],
    ['a fraction', '80.5', false],
  ])('PORT may be %s: %s', (_name, port, ok) => {
    expect(faultsOf({ PORT: port }).length === 0).toBe(ok);
  });
});

describe('demo mode', () => {
  test.each([
    ['SMTP_URL', 'smtp://mail.example.test'],
    ['WATCH_SMTP_URL', 'smtps://mail.example.test'],
    ['WATCH_WEBHOOK_URL', 'https://pager.example.test/hook'],
    ['SMTP_URL', 'smtp://127.0.0.1.example.test'],
  ])('refuses an outside %s (%s)', (setting, value) => {
    expect(faultsOf({ [setting]: value })).toEqual([
      expect.stringMatching(`^${setting} names .* outside this machine`),
    ]);
  });

  test('refuses an outside OIDC_ISSUER', () => {
    const faults = faultsOf({ OIDC_ISSUER: 'https://id.example.test', OIDC_CLIENT_ID: 'x' });
    expect(faults).toEqual([expect.stringMatching('^OIDC_ISSUER names .* outside this machine')]);
  });

  test.each(['smtp://localhost:25', 'smtp://127.0.0.2:25', 'smtp://[::1]:25'])('allows %s', (smtp) => {
    expect(faultsOf({ SMTP_URL: smtp })).toEqual([]);
  });
});

describe('live mode', () => {
  test('starts when all is named', () => {
    expect(readStartConfig(live)).toMatchObject({ mode: 'live', clinicalSafetyOfficer: 'Dr Rosa Lind' });
  });

  test('lists everything a demonstration could leave out', () => {
    const missing = faultsOf({ THROUGHLINE_MODE: 'live' }).map((fault) => fault.split(' ')[0]);

    // Which name the provider knows us by is asked once there is a provider.
    const notYet = ['THROUGHLINE_MODE', 'OIDC_CLIENT_ID'];
    expect(missing).toEqual(Object.keys(live).filter((name) => !notYet.includes(name)));
  });

  test('names each missing address once in a process of ours', () => {
    const faults = faultsOf({ ...live, SMTP_URL: '' }, readConfig);

    expect(faults).toEqual(['SMTP_URL is missing.']);
  });

  test.each([
    ['a page without TLS', { PUBLIC_URL: 'http://clinic.example.test' }, 'PUBLIC_URL'],
    ['mail without TLS', { SMTP_URL: 'smtp://mail.example.test' }, 'SMTP_URL'],
    ['a provider of sign-in without TLS', { OIDC_ISSUER: 'http://id.example.test' }, 'OIDC_ISSUER'],
    ['a provider that knows us by no name', { OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID'],
    ['a watch without TLS', { WATCH_SMTP_URL: 'smtp://mail.example.test' }, 'WATCH_SMTP_URL'],
  ])('refuses %s', (_name, change, setting) => {
    expect(faultsOf({ ...live, ...change })).toEqual([expect.stringMatching(`^${setting} `)]);
  });

  test('knows its provider of sign-in, and how strongly people must sign in there', () => {
    expect(readStartConfig({ ...live, OIDC_CLIENT_SECRET: 's', OIDC_ACR: 'urn:mfa amr:hwk' }).oidc).toEqual({
      issuer: 'https://id.example.test',
      clientId: 'throughline',
      clientSecret: 's',
      demanded: ['urn:mfa', 'amr:hwk'],
    });
    expect(readStartConfig(live).oidc).toMatchObject({ clientSecret: null, demanded: [] });
  });

  test('takes mail that must upgrade to TLS', () => {
    expect(faultsOf({ ...live, SMTP_URL: 'smtp://mail.example.test?requireTLS=true' })).toEqual([]);
  });
});
