// The services that the journeys sign in with: a real OpenID Connect provider (oidc-provider, with ID tokens by RS256 and addresses in its
// user info), and a small server with the shape of Facebook's dialog, token and Graph addresses.

import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
// @ts-expect-error The package has no types.
import Provider from 'oidc-provider';

export const SECRET = 'a-secret-of-these-journeys';

/** Somebody at the service that is like Facebook. */
export interface Person {
  id: string;
  first_name: string;
  last_name: string;
  email: string;
}

export class IdentityServices {
  #openid: RequestListener = (_, response) => void response.writeHead(503).end();
  readonly #servers: Server[] = [];
  /** Who is signed in at the service that is like Facebook. */
  person: Person = { id: '1', first_name: 'Aiko', last_name: 'Tanaka', email: 'nobody@example.com' };
  issuer = '';
  graph = '';

  static async start(): Promise<IdentityServices> {
    const services = new IdentityServices();
    services.issuer = await services.#listen((request, response) => services.#openid(request, response));
    services.graph = await services.#listen((request, response) => void services.#facebook(request, response));
    return services;
  }

  /** What the portal is told of them. */
  get environment(): Record<string, string> {
    return {
      GATEHOUSE__SIGN_IN__GOOGLE__ISSUER: this.issuer,
      GATEHOUSE__SIGN_IN__GOOGLE__CLIENT_ID: 'portal',
      GATEHOUSE__SIGN_IN__GOOGLE__CLIENT_SECRET: SECRET,
      GATEHOUSE__SIGN_IN__FACEBOOK__CLIENT_ID: 'portal',
      GATEHOUSE__SIGN_IN__FACEBOOK__CLIENT_SECRET: SECRET,
      GATEHOUSE__SIGN_IN__FACEBOOK__AUTHORIZATION_ENDPOINT: `${this.graph}/dialog`,
      GATEHOUSE__SIGN_IN__FACEBOOK__TOKEN_ENDPOINT: `${this.graph}/token`,
      GATEHOUSE__SIGN_IN__FACEBOOK__PROFILE_ENDPOINT: `${this.graph}/me`,
    };
  }

  /** Registers the portal at the provider. */
  register(portal: string): void {
    this.registerAt(`${portal}/sign-in/with/google/answer`, 'example.com');
  }

  /** The same with another address of the answer, and people of another mail domain: as a company's own provider. */
  registerAt(redirect: string, domain: string): void {
    const provider = new Provider(this.issuer, {
      clients: [{ client_id: 'portal', client_secret: SECRET, redirect_uris: [redirect] }],
      cookies: { keys: [randomBytes(16).toString('hex')] },
      claims: { email: ['email', 'email_verified'], profile: ['given_name', 'family_name'] },
      pkce: { required: () => true },
      // Whoever signs in there is called as they typed, and the address is theirs.
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: id, email: `${id}@${domain}`, email_verified: true, given_name: 'Aiko', family_name: 'Tanaka' }),
      }),
    });
    // Its pages ask another site for a font.
    provider.use(async (context: { body: unknown }, next: () => Promise<void>) => {
      await next();
      if (typeof context.body === 'string') context.body = context.body.replace(/@import url\([^)]*\);/g, '');
    });
    this.#openid = provider.callback() as RequestListener;
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  async #listen(listener: RequestListener): Promise<string> {
    const server = createServer(listener);
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async #facebook(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.graph);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname === '/dialog') {
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', 'a-code');
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      const href = back.toString().replaceAll('&', '&amp;');
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<a href="${href}">Continue as Aiko</a>`);
    } else if (url.pathname === '/token' && request.method === 'POST') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
      const fits = form.get('client_secret') === SECRET && form.get('code') === 'a-code';
      json(fits ? 200 : 400, fits ? { access_token: 'a-token', token_type: 'bearer', expires_in: 5_000_000 } : {});
    } else if (url.pathname === '/me' && request.headers.authorization === 'Bearer a-token') {
      const proof = createHmac('sha256', SECRET).update('a-token').digest('hex');
      const fits = url.searchParams.get('appsecret_proof') === proof;
      json(fits ? 200 : 400, fits ? this.person : { error: { message: 'Invalid appsecret_proof', type: 'GraphMethodException' } });
    } else {
      json(404, {});
    }
  }
}
