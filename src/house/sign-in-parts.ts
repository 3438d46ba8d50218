import type { Config } from '../config/config';
import { DomainError } from '../domain/words/error';
import { builtInOidc, builtInProvider } from '../embedded/identity/provider';
import type { BuiltInProvider } from '../identity/built-in';
import { type Identity, relyingParty } from '../identity/relying-party';

type Place = Pick<Config, 'mode' | 'oidc' | 'publicUrl' | 'host' | 'port'>;

/** Staff sign in at the provider that is named; a demonstration that names none brings its own, a live store has none. */
export function signInParts(place: Place): { identity: Identity; builtInProvider: BuiltInProvider | null } {
  const { mode, oidc, publicUrl } = place;
  if (oidc !== null) return { identity: relyingParty({ ...oidc, publicUrl }), builtInProvider: null };
  if (mode === 'live') throw new DomainError('configuration', 'OIDC_ISSUER is missing: staff cannot sign in.');
  const identity = relyingParty({ ...builtInOidc(publicUrl), publicUrl, fetch: fetchFromHere(place) });
  return { identity, builtInProvider: builtInProvider(publicUrl) };
}

/** The built-in provider is this process: it is asked here, also where PUBLIC_URL leads to a proxy or another machine. */
function fetchFromHere({ host, port }: Pick<Config, 'host' | 'port'>): typeof fetch {
  const here = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${String(port)}`;
  return (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    return fetch(new URL(pathname + search, here), init);
  };
}
