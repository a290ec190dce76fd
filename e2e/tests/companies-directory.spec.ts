// A company proves its mail domain, connects its own sign-in and its directory: somebody new comes in by the provider and sees the company
// alone; the directory gives them a right by a group, and deactivates them.

import { watch } from '../checks.ts';
import { axe, Customer, expect, noOverflow, test } from '../fixtures.ts';
import { Gatehouse } from '../gatehouse.ts';
import { IdentityServices, SECRET } from '../identity-services.ts';
import { NameServer } from '../name-server.ts';

// COM-14
test('a company has its own domain, sign-in and directory @journey', async ({ browser, engine, language, locale, mailbox, texts, unique }) => {
  test.setTimeout(180_000);
  const t = texts('companies');
  const names = await NameServer.start();
  const services = await IdentityServices.start();
  const portal = await Gatehouse.start(engine, mailbox.port, {
    GATEHOUSE__NAME_SERVERS: names.address,
    GATEHOUSE__REACH_LOOPBACK: 'true',
  });
  const faults: string[][] = [];
  const person = unique('aiko');
  const domain = `${unique('office')}.example`;
  const visit = async (email: string): Promise<Customer> => {
    const context = await browser.newContext({ baseURL: portal.origin, locale });
    faults.push(watch(context, portal.origin));
    return new Customer(await context.newPage(), email, language, mailbox);
  };
  const agree = async ({ page }: Customer, who: string): Promise<void> => {
    await page.locator('input[name=login]').fill(who);
    await page.locator('input[name=password]').fill('anything');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  };

  try {
    const dana = await visit('dana@ostermoor.test');
    const { page } = dana;
    await dana.signIn(portal.demo.password);
    await page.goto('/c/ostermoor-freight/settings');
    await page.getByRole('link', { name: t.get('domains'), exact: true }).click();
    await page.getByLabel(t.get('domain'), { exact: true }).fill(domain);
    await page.getByRole('button', { name: t.get('domain-claim-button') }).click();
    await axe(page);
    await noOverflow(page);
    const record = /gatehouse-domain-verification=[0-9a-f]{40}/.exec(await page.content());
    names.text = record?.[0] ?? '';
    await page.getByRole('button', { name: t.get('domain-check') }).click();
    await expect(page.getByText(t.get('domain-now-verified'))).toBeVisible();
    await mailbox.mailTo('dana@ostermoor.test', t.get('mail-domain-verified-title', { domain }));

    // The provider answers before it knows the portal's address, as any does.
    services.registerAt(`${portal.origin}/none`, domain);
    await page.getByRole('link', { name: t.get('sso'), exact: true }).click();
    await page.getByLabel(t.get('sso-issuer'), { exact: true }).fill(services.issuer);
    await page.getByLabel(t.get('sso-client'), { exact: true }).fill('portal');
    await page.locator('input[name=secret]').fill(SECRET);
    await page.getByLabel(t.get('sso-jit')).check();
    await page.getByRole('button', { name: t.get('sso-save') }).click();
    await expect(page.getByText(t.get('sso-saved'))).toBeVisible();
    await axe(page);
    await noOverflow(page);
    const back = /http:[^"<\s]*\/sign-in\/company\/[0-9a-f-]+\/answer/.exec(await page.content())?.[0] ?? '';
    services.registerAt(back, domain);
    await page.getByRole('link', { name: t.get('sso-test') }).click();
    await agree(dana, unique('dana'));
    await expect(page.getByText(t.get('sso-tested'))).toBeVisible();
    await page.getByRole('button', { name: t.get('sso-turn-on') }).click();
    await expect(page.getByText(t.get('sso-is-on'))).toBeVisible();

    // Somebody new comes in, and sees the company alone.
    const aiko = await visit(`${person}@${domain}`);
    const address = new URL(back).pathname.replace('/answer', '');
    await aiko.page.goto(address);
    await agree(aiko, person);
    await aiko.tellPlace();
    await aiko.page.goto('/c/ostermoor-freight');
    await expect(aiko.page.getByRole('heading', { level: 1 })).toHaveText('Ostermoor Freight');
    await aiko.page.goto('/account/security');
    await expect(aiko.page).toHaveURL(/\/sign-in/);

    // The directory adopts them, gives a right by a group, and deactivates them.
    await page.getByRole('link', { name: t.get('scim'), exact: true }).click();
    await page.getByRole('button', { name: t.get('scim-token-make') }).click();
    const token = /ghscim_[\w-]+/.exec(await page.content())?.[0] ?? '';
    const ask = async (method: string, path: string, body: unknown): Promise<Response> => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' };
      return fetch(`${portal.origin}/scim/v2${path}`, { method, headers, body: JSON.stringify(body) });
    };
    const made = await ask('POST', '/Users', { userName: aiko.email, name: { givenName: 'Aiko', familyName: 'Tanaka' } });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    expect((await ask('POST', '/Groups', { displayName: 'Dispatchers', members: [{ value: id }] })).status).toBe(201);
    await page.goto('/c/ostermoor-freight/settings/provisioning/groups');
    await page.getByText(t.get('scim-group-change')).click();
    await page.getByLabel(t.get('right-invite-users'), { exact: true }).check();
    await page.getByRole('button', { name: t.get('scim-group-save') }).click();
    await expect(page.getByText(t.get('scim-group-saved'))).toBeVisible();
    await aiko.page.goto('/c/ostermoor-freight/users');
    await expect(aiko.page.getByRole('heading', { level: 1 })).toHaveText(t.get('users'));
    const off = { Operations: [{ op: 'Replace', path: 'active', value: 'False' }], schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'] };
    expect((await ask('PATCH', `/Users/${id}`, off)).status).toBe(200);
    await aiko.page.goto('/c/ostermoor-freight/users');
    await expect(aiko.page).toHaveURL(/\/sign-in/);
    await page.goto('/c/ostermoor-freight/settings/provisioning/log');
    await expect(page.getByText('user.patch')).toBeVisible();
    await axe(page);
    await noOverflow(page);

    expect(faults.flat().filter((fault) => !fault.includes(services.issuer))).toEqual([]);
  } finally {
    await portal.remove();
    await services.stop();
    await names.stop();
  }
});
