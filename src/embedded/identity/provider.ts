import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { Configuration, Provider } from 'oidc-provider';
import type { OidcConfig } from '../../config/config';
import type { BuiltInProvider } from '../../identity/built-in';

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

const PATHS = { protocol: '/demo/identity', page: '/demo/sign-in' };
const CLIENT = 'throughline';
const SCOPE = 'openid';
const MINUTES = 60;

/** How the relying party finds it: as any other provider, by its issuer. */
export const builtInOidc = (publicUrl: string): OidcConfig => ({
  issuer: `${publicUrl}${PATHS.protocol}`,
  clientId: CLIENT,
  clientSecret: null,
  demanded: [],
});

/**
 * A whole OpenID Connect provider inside this process, for demonstrations: it believes whoever chooses a person on its
 * page. Its keys and sessions live as long as the process. Nothing of it is loaded before somebody signs in.
 */
export function builtInProvider(publicUrl: string): BuiltInProvider {
  let made: Promise<Provider> | null = null;
  const provider = (): Promise<Provider> => (made ??= quietly(() => make(publicUrl)));
  const { host, protocol } = new URL(publicUrl);
  return {
    paths: PATHS,
    async handle(req, res) {
      // Its addresses are those that people use, whatever this request came by.
      Object.assign(req.headers, { host, 'x-forwarded-host': host, 'x-forwarded-proto': protocol.slice(0, -1) });
      await (await provider()).callback()(req, res);
    },
    async isAsked(req, res) {
      const { SessionNotFound } = (await import('oidc-provider')).errors;
      return (await provider()).interactionDetails(req, res).then(
        () => true,
        (error: unknown) => {
          if (error instanceof SessionNotFound) return false;
          throw error;
        },
      );
    },
    async choose(req, res, staffId) {
      const known = await provider();
      await forgetAnother(known, await known.interactionDetails(req, res), staffId);
      await known.interactionFinished(req, res, { login: { accountId: staffId, remember: false } });
    },
  };
}

/** Who was somebody else in this browser before is so no longer: the library would ask for that by a page with a script. */
async function forgetAnother(provider: Provider, asked: Interaction, staffId: string): Promise<void> {
  if (asked.session === undefined || asked.session.accountId === staffId) return;
  await (await provider.Session.findByUid(asked.session.uid))?.destroy();
  asked.session = undefined;
  await asked.save(asked.exp - Math.floor(Date.now() / 1000));
}

/** It warns on the terminal that it keeps everything in memory, as it should here, and of Node before 22. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const terminal = globalThis.console;
  const warn = terminal.warn.bind(terminal);
  terminal.warn = () => undefined;
  return work().finally(() => {
    terminal.warn = warn;
  });
}

async function make(publicUrl: string): Promise<Provider> {
  const { Provider } = await import('oidc-provider');
  const { privateKey } = await promisify(generateKeyPair)('ec', { namedCurve: 'P-256' });
  const provider = new Provider(`${publicUrl}${PATHS.protocol}`, {
    ...settings,
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig', kid: 'demonstration' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')], long: { path: '/demo' } },
    clients: [
      {
        client_id: CLIENT,
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'ES256',
        redirect_uris: [`${publicUrl}/sign-in/return`],
        post_logout_redirect_uris: [`${publicUrl}/`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
  });
  provider.proxy = true;
  return provider;
}

const settings: Configuration = {
  scopes: [SCOPE],
  pkce: { required: () => true },
  // How long each thing lasts, in seconds; the sessions that count are ours.
  ttl: {
    AccessToken: MINUTES,
    AuthorizationCode: MINUTES,
    IdToken: 60 * MINUTES,
    Interaction: 60 * MINUTES,
    Grant: 12 * 60 * MINUTES,
    Session: 12 * 60 * MINUTES,
  },
  features: {
    devInteractions: { enabled: false },
    // Whoever signs out of the console has said so: no second question, and no page of its own.
    rpInitiatedLogout: {
      enabled: true,
      async logoutSource(ctx) {
        const { postLogoutRedirectUri } = ctx.oidc.session?.state ?? {};
        await ctx.oidc.session?.destroy();
        ctx.redirect(typeof postLogoutRedirectUri === 'string' ? postLogoutRedirectUri : '/');
      },
    },
  },
  interactions: { url: (_ctx, { uid }) => `${PATHS.page}/${uid}` },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  // Nobody is asked whether the clinic's own console may know who they are.
  async loadExistingGrant(ctx) {
    const { client, session, provider } = ctx.oidc;
    const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
    grant.addOIDCScope(SCOPE);
    await grant.save();
    return grant;
  },
  renderError(ctx, { error }) {
    ctx.type = 'text/plain';
    ctx.body = `This sign-in cannot go on (${error}). Begin again at ${new URL('/sign-in', ctx.href).href}`;
  },
};
