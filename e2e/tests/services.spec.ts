// Signing in with accounts elsewhere: a new account, once more, a second service by a mailed link, a password set later.

import { watch } from '../checks.ts';
import { axe, Customer, expect, linkIn, noOverflow, PASSWORD, test } from '../fixtures.ts';
import { Gatehouse } from '../gatehouse.ts';
import { IdentityServices } from '../identity-services.ts';

// ACC-7, ACC-8
test('a customer comes by Google, comes again, connects Facebook by a link, and sets a password @journey', async ({
  browser,
  engine,
  language,
  locale,
  mailbox,
  texts,
  unique,
}) => {
  test.setTimeout(180_000);
  const t = texts('accounts');
  const services = await IdentityServices.start();
  const portal = await Gatehouse.start(engine, mailbox.port, services.environment);
  services.register(portal.origin);
  const faults: string[][] = [];
  const person = unique('aiko');
  const arrive = async (): Promise<Customer> => {
    const context = await browser.newContext({ baseURL: portal.origin, locale });
    faults.push(watch(context, portal.origin));
    return new Customer(await context.newPage(), `${person}@example.com`, language, mailbox);
  };
  const byGoogle = async ({ page }: Customer): Promise<void> => {
    await page.goto('/sign-in');
    await page.getByRole('link', { name: t.get('service-button', { service: 'Google' }) }).click();
    await page.locator('input[name=login]').fill(person);
    await page.locator('input[name=password]').fill('anything');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  };

  try {
    const aiko = await arrive();
    await byGoogle(aiko);
    await aiko.sees('service-new-title');
    await axe(aiko.page);
    await noOverflow(aiko.page);
    await aiko.press('service-new-button');
    await aiko.page.goto('/licenses');
    await aiko.tellPlace();
    await aiko.page.goto('/account/sign-in-services');
    await expect(aiko.page.getByText(t.get('last-way-in'))).toBeVisible();
    await axe(aiko.page);
    await noOverflow(aiko.page);

    // In another browser the account is known by who it is there.
    const again = await arrive();
    await byGoogle(again);
    await expect(again.page).toHaveURL((url) => url.origin === portal.origin && !url.pathname.startsWith('/sign-in'));

    // Facebook says nothing of whose the address is: a link proves it, in this browser.
    services.person = { ...services.person, email: aiko.email };
    const third = await arrive();
    await third.page.goto('/sign-in');
    await third.page.getByRole('link', { name: t.get('service-button', { service: 'Facebook' }) }).click();
    await third.page.getByRole('link', { name: 'Continue as Aiko' }).click();
    await third.sees('service-prove-title');
    await third.press('service-mail-button');
    await third.sees('sent-title');
    const mail = await mailbox.mailTo(aiko.email, t.get('mail-attach-title', { service: 'Facebook' }));
    await third.page.goto(linkIn(mail, /\/attach-service/));
    await third.press('confirm-button');
    await expect(third.page.getByText(t.get('attach-link-done'))).toBeVisible();
    await mailbox.mailTo(aiko.email, t.get('mail-service-attached-title', { service: 'Facebook' }));

    // A password, and then Facebook goes.
    await third.page.goto('/account/password');
    await third.page.getByLabel(t.get('password-new'), { exact: true }).fill(PASSWORD);
    await third.page.getByLabel(t.get('password-new-again'), { exact: true }).fill(PASSWORD);
    await third.press('service-set-password');
    await expect(third.page.getByText(t.get('service-password-set'))).toBeVisible();
    await third.page.goto('/account/sign-in-services');
    await third.page.getByRole('row', { name: 'Facebook' }).getByRole('button', { name: t.get('service-detach') }).click();
    await expect(third.page.getByText(t.get('service-detached'))).toBeVisible();
    const last = await arrive();
    await last.signIn();
    await expect(last.page).not.toHaveURL(/sign-in/);
    await last.page.context().close();

    const there = [services.issuer, services.graph];
    expect(faults.flat().filter((fault) => !there.some((origin) => fault.includes(origin)))).toEqual([]);
  } finally {
    await portal.remove();
    await services.stop();
  }
});
