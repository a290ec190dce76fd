// A person of the demo signs in to a site that uses the public library openid-client, unchanged: everything that the provider has.

import * as jose from 'jose';
import * as oidc from 'openid-client';
import type { Page } from '@playwright/test';
import { expect, test, type Texts } from '../fixtures.ts';
import { Gatehouse } from '../gatehouse.ts';
import { RelyingParty } from '../relying-party.ts';

const AIKO = 'aiko@example.com';
const SCOPES = ['profile', 'email', 'offline_access'];
const SCOPE = ['openid', ...SCOPES].join(' ');
const LOGOUT = 'http://schemas.openid.net/event/backchannel-logout';

/** Registers a client; its id, and the secret of one that keeps a secret. */
async function registered(portal: Gatehouse, ...more: string[]): Promise<[string, string]> {
  const said = await portal.command('client', 'add', ...more, ...SCOPES.flatMap((scope) => ['--scope', scope]));
  return [/ghc_\w+/.exec(said)?.[0] ?? '', /ghcs_\S+/.exec(said)?.[0] ?? ''];
}

/** The browser goes to the portal, agrees where it is asked, and comes back. */
async function comesBack(page: Page, t: Texts, url: URL, back: string): Promise<URL> {
  await page.goto(url.href);
  if (new URL(page.url()).pathname === '/oauth/consent') {
    await page.getByRole('button', { name: t.get('consent-allow'), exact: true }).click();
  }
  await page.waitForURL((at) => at.href.startsWith(back));
  return new URL(page.url());
}

// ACC-21
test('a site with openid-client signs somebody in and out @journey', async ({ browser, engine, locale, mailbox, texts }) => {
  test.setTimeout(240_000);
  const [t, accounts] = [texts('oidc'), texts('accounts')];
  const site = await RelyingParty.start();
  const portal = await Gatehouse.start(engine, mailbox.port, { GATEHOUSE__REACH_LOOPBACK: 'true' });
  try {
    const [callback, bye] = [`${site.origin}/signed-in`, `${site.origin}/bye`];
    const addresses = ['--redirect-uri', callback, '--after-sign-out', bye, '--backchannel-logout-uri', `${site.origin}/logout`];
    const [id, secret] = await registered(portal, 'Skerrylight Forum', ...addresses);
    const [product] = await registered(portal, 'Skerrylight Meter', '--kind', 'device');
    // The first key of RSA is made by a job.
    const keys = async (): Promise<jose.JSONWebKeySet> => (await (await fetch(`${portal.origin}/oauth/jwks`)).json()) as jose.JSONWebKeySet;
    await expect.poll(async () => (await keys()).keys.map(({ kty }) => kty), { timeout: 90_000 }).toContain('RSA');

    const insecure = { execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks] };
    const issuer = new URL(portal.origin);
    const config = await oidc.discovery(issuer, id, secret, oidc.ClientSecretBasic(secret), insecure);
    expect(config.serverMetadata().issuer).toBe(portal.origin);

    const context = await browser.newContext({ baseURL: portal.origin, locale });
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByLabel(accounts.get('email'), { exact: true }).fill(AIKO);
    await page.getByLabel(accounts.get('password'), { exact: true }).fill(portal.demo.password);
    await page.getByRole('button', { name: accounts.get('sign-in'), exact: true }).click();
    await expect(page).not.toHaveURL(/\/sign-in/);

    /** Code with PKCE; by a pushed request where `pushed`, bound to a key where there is one. */
    const signIn = async (pushed: boolean, DPoP?: oidc.DPoPHandle) => {
      const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
      const challenge = await oidc.calculatePKCECodeChallenge(verifier);
      const asked = { redirect_uri: callback, scope: SCOPE, code_challenge: challenge, code_challenge_method: 'S256', state, nonce };
      const url = pushed
        ? await oidc.buildAuthorizationUrlWithPAR(config, asked, DPoP && { DPoP })
        : oidc.buildAuthorizationUrl(config, asked);
      const back = await comesBack(page, t, url, callback);
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
      return oidc.authorizationCodeGrant(config, back, checks, undefined, DPoP && { DPoP });
    };

    // Code with PKCE, user info, rotation of refresh tokens.
    const first = await signIn(false);
    const sub = first.claims()?.sub ?? '';
    const known = await oidc.fetchUserInfo(config, first.access_token, sub);
    expect(known.email).toBe(AIKO);
    const second = await oidc.refreshTokenGrant(config, first.refresh_token ?? '');
    expect(second.refresh_token).not.toBe(first.refresh_token);

    // Introspection and revocation.
    expect((await oidc.tokenIntrospection(config, second.access_token)).active).toBe(true);
    await oidc.tokenRevocation(config, second.refresh_token ?? '');
    expect((await oidc.tokenIntrospection(config, second.access_token)).active).toBe(false);
    await expect(oidc.refreshTokenGrant(config, second.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });

    // A pushed request, and tokens that are bound to a key.
    const DPoP = oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair('ES256'));
    const bound = await signIn(true, DPoP);
    expect(bound.token_type.toLowerCase()).toBe('dpop');
    expect((await oidc.fetchUserInfo(config, bound.access_token, sub, { DPoP })).sub).toBe(sub);
    await expect(oidc.fetchUserInfo(config, bound.access_token, sub)).rejects.toThrow();
    const next = await oidc.refreshTokenGrant(config, bound.refresh_token ?? '', undefined, { DPoP });
    expect(next.refresh_token).not.toBe(bound.refresh_token);

    // A product without a browser.
    const meter = await oidc.discovery(issuer, product, undefined, oidc.None(), insecure);
    const code = await oidc.initiateDeviceAuthorization(meter, { scope: SCOPE });
    await page.goto(code.verification_uri);
    await page.getByLabel(t.get('device-code'), { exact: true }).fill(code.user_code);
    await page.getByRole('button', { name: t.get('device-go-on'), exact: true }).click();
    await page.getByRole('button', { name: t.get('device-connect'), exact: true }).click();
    await expect(page).toHaveURL(/\/device\/done/);
    const connected = await oidc.pollDeviceAuthorizationGrant(meter, code);
    expect((await oidc.fetchUserInfo(meter, connected.access_token, sub)).sub).toBe(sub);

    // Signing out: back at the site, whose server has been told by a token that it can check.
    const hint = bound.id_token ?? '';
    const out = oidc.buildEndSessionUrl(config, { id_token_hint: hint, post_logout_redirect_uri: bye, state: 'left' });
    await page.goto(out.href);
    await page.getByRole('button', { name: t.get('logout-button'), exact: true }).click();
    await page.waitForURL(`${bye}?state=left`);
    const sid = bound.claims()?.sid;
    const published = jose.createLocalJWKSet(await keys());
    const told = async (): Promise<unknown[]> => {
      const checks = { issuer: portal.origin, audience: id, typ: 'logout+jwt', requiredClaims: ['jti', 'iat', 'exp', 'events', 'sub'] };
      const all = await Promise.all(site.told.map((token) => jose.jwtVerify(token, published, checks)));
      for (const { payload } of all) {
        expect(payload.events).toEqual({ [LOGOUT]: {} });
        expect(payload).not.toHaveProperty('nonce');
        expect(payload.sub).toBe(sub);
      }
      return all.map(({ payload }) => payload.sid);
    };
    await expect.poll(told, { timeout: 90_000 }).toContain(sid);
    await context.close();
  } finally {
    await portal.remove();
    await site.stop();
  }
});
