import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Claims = Record<string, unknown>;
type Asked = { address: URL; nonce: string; challenge: string };

export type OutsideProvider = Awaited<ReturnType<typeof startOutsideProvider>>;

/** An identity provider as a clinic has one, which says of itself and of people whatever a test wants it to. */
export async function startOutsideProvider() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const codes = new Map<string, Asked & { claims: Claims; forged: boolean }>();
  /** What it was asked at its token endpoint: who asked, and how they showed it. */
  const tokenRequests: { authorization: string | undefined; body: URLSearchParams }[] = [];
  const says: { issuer: string | null; silent: boolean } = { issuer: null, silent: false };

  const server = createServer((req, res) => {
    void answer(req).then(({ status, body }) => {
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/realm`;

  async function answer(req: IncomingMessage): Promise<{ status: number; body: object }> {
    if (says.silent) return { status: 503, body: {} };
    if (req.url === '/realm/.well-known/openid-configuration') return { status: 200, body: metadata() };
    if (req.url === '/realm/jwks')
      return { status: 200, body: { keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'ES256', kid: 'one' }] } };
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const body = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    tokenRequests.push({ authorization: req.headers.authorization, body });
    const code = codes.get(body.get('code') ?? '');
    codes.delete(body.get('code') ?? '');
    const proof = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    if (code?.challenge !== proof) return { status: 400, body: { error: 'invalid_grant' } };
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: 'console', iat: now, exp: now + 60, nonce: code.nonce, ...code.claims };
    const token = jwt(claims, code.forged ? stranger.privateKey : privateKey);
    return { status: 200, body: { access_token: 'x', token_type: 'Bearer', id_token: token } };
  }

  const metadata = () => ({
    issuer: says.issuer ?? issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/end`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['ES256'],
    authorization_response_iss_parameter_supported: true,
  });

  return {
    issuer,
    says,
    tokenRequests,
    /** Somebody signs in there: where the browser is then sent back to. `forged`: another key signs for them. */
    signIn(
      sentTo: string,
      claims: Claims,
      { forged = false, ...changed }: { forged?: boolean; state?: string; iss?: string } = {},
    ): string {
      const address = new URL(sentTo);
      const read = (name: string): string => address.searchParams.get(name) ?? '';
      const code = randomUUID();
      codes.set(code, { address, nonce: read('nonce'), challenge: read('code_challenge'), claims, forged });
      const back = new URL(read('redirect_uri'));
      back.search = new URLSearchParams({ code, state: read('state'), iss: issuer, ...changed }).toString();
      return back.href;
    },
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function jwt(claims: Claims, key: Parameters<typeof sign>[2]): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'ES256', kid: 'one' })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(text), { key: key as never, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
