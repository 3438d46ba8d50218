import * as oidc from 'openid-client';
import type { OidcConfig } from '../config/config';
import { attestationOf, type Attestation } from './attestation';

/** What must come back unchanged from the provider; kept by the browser, never by us. */
export type Attempt = { state: string; nonce: string; verifier: string };

/** `unreachable`: nothing is known, try again. `declined`: the provider said no. `refused`: what came back does not hold. */
export class SignInFault extends Error {
  override readonly name = 'SignInFault';
  constructor(
    readonly kind: 'unreachable' | 'declined' | 'refused' | 'too-weak',
    options?: ErrorOptions,
  ) {
    super(`sign-in: ${kind}`, options);
  }
}

/** Where staff say who they are. Subjects count only together with their issuer. */
export interface Identity {
  /** Where to send the browser. `again`: also somebody whom the provider remembers must show who they are. */
  begin(options: { again: boolean }): Promise<{ address: string; attempt: Attempt }>;
  /** Who came back, by the address they came back to. Throws SignInFault. */
  finish(returned: URL, attempt: Attempt): Promise<Attestation>;
  /** Where the browser ends its session at the provider; null where it has no such address, or does not answer. */
  end(idToken: string): Promise<string | null>;
}

export type RelyingParty = OidcConfig & {
  /** Ours, without a slash at the end: the provider sends people back below it. */
  publicUrl: string;
  /** For a provider that is this very server. */
  fetch?: typeof fetch;
};

const TIMEOUT_SECONDS = 10;
const CLOCKS_APART_SECONDS = 30;
/** Who it is, and nothing else about them. */
const SCOPE = 'openid';

/**
 * Throughline as a relying party of OpenID Connect: code flow with PKCE, state and nonce. The provider is looked up when
 * somebody first signs in, because it may be this very server, and again for as long as it does not answer.
 */
export function relyingParty(party: RelyingParty): Identity {
  const redirectUri = `${party.publicUrl}/sign-in/return`;
  let known: Promise<oidc.Configuration> | null = null;
  const provider = (): Promise<oidc.Configuration> =>
    (known ??= discover(party).catch((cause: unknown) => {
      known = null;
      throw new SignInFault('unreachable', { cause });
    }));

  return {
    async begin({ again }) {
      const config = await provider();
      const attempt = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const acr = party.demanded.filter((each) => !each.startsWith('amr:')).join(' ');
      const address = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: SCOPE,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...(acr === '' ? {} : { acr_values: acr }),
        ...(again ? { prompt: 'login' } : {}),
      });
      return { address: address.href, attempt };
    },

    async finish(returned, { state, nonce, verifier }) {
      const config = await provider();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await oidc.authorizationCodeGrant(config, returned, checks).catch((cause: unknown) => {
        throw new SignInFault(kindOf(cause), { cause });
      });
      const attestation = attestationOf(tokens, party.demanded);
      if (attestation === null) throw new SignInFault('too-weak');
      return attestation;
    },

    async end(idToken) {
      const config = await provider().catch(() => null);
      if (config?.serverMetadata().end_session_endpoint === undefined) return null;
      return oidc.buildEndSessionUrl(config, {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${party.publicUrl}/`,
      }).href;
    },
  };
}

function discover({ issuer, clientId, clientSecret, fetch }: RelyingParty): Promise<oidc.Configuration> {
  const isPlain = issuer.startsWith('http://');
  return oidc.discovery(
    new URL(issuer),
    clientId,
    { [oidc.clockTolerance]: CLOCKS_APART_SECONDS },
    clientSecret === null ? oidc.None() : oidc.ClientSecretBasic(clientSecret),
    {
      timeout: TIMEOUT_SECONDS,
      ...(fetch ? { [oidc.customFetch]: fetch } : {}),
      execute: [
        // The token's signature is checked, too: also who could answer in the provider's place cannot make one up.
        oidc.enableNonRepudiationChecks,
        // Only a demonstration may name a provider on this machine by plain http (config/settings.ts).
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so by the library that nobody overlooks it
        ...(isPlain ? [oidc.allowInsecureRequests] : []),
      ],
    },
  );
}

function kindOf(cause: unknown): SignInFault['kind'] {
  if (cause instanceof oidc.AuthorizationResponseError) return 'declined';
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return cause instanceof TypeError || code === 'OAUTH_TIMEOUT' ? 'unreachable' : 'refused';
}
