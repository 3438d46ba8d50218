import type { TokenEndpointResponse, TokenEndpointResponseHelpers } from 'openid-client';

/** What a provider says of somebody: its own name, theirs there, and the token that says so. */
export type Attestation = { issuer: string; subject: string; idToken: string };

/**
 * Of an id token that has been checked. Null where none of the demanded ways of having signed in is among those it names:
 * a provider is free to ignore what was asked of it.
 */
export function attestationOf(
  tokens: TokenEndpointResponse & TokenEndpointResponseHelpers,
  demanded: readonly string[],
): Attestation | null {
  const claims = tokens.claims();
  if (!claims || tokens.id_token === undefined) return null;
  const shown = [
    claims.acr,
    ...(Array.isArray(claims.amr) ? claims.amr : []).flatMap((way) => (typeof way === 'string' ? [`amr:${way}`] : [])),
  ];
  if (demanded.length > 0 && !demanded.some((way) => shown.includes(way))) return null;
  return { issuer: claims.iss, subject: claims.sub, idToken: tokens.id_token };
}
