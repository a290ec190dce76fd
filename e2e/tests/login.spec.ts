// Another address to sign in with, and the way back.

import { Customer, expect, linkIn, PASSWORD, test } from '../fixtures.ts';
import { watch } from '../checks.ts';
import { Gatehouse } from '../gatehouse.ts';

// ACC-14, ALL-4
test('a customer changes the email address, and the old address undoes it and signs out everywhere @phone @nojs @journey', async ({
  page,
  customer,
  mailbox,
  newContext,
  texts,
  unique,
}) => {
  const t = texts('accounts');
  const next = `${unique('next')}@example.com`;
  await customer.arrive();
  await page.goto('/account/email');
  await page.getByLabel(t.get('email-new'), { exact: true }).fill(customer.email);
  await customer.press('email-button');
  await expect(page.getByLabel(t.get('email-new'), { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel(t.get('email-new'), { exact: true }).fill(next);
  await customer.press('email-button');
  await expect(page.getByRole('heading', { name: t.get('email-waits-title') })).toBeVisible();

  // The link, in a browser where nobody is signed in.
  const proof = await mailbox.mailTo(next, t.get('mail-change-address-title'));
  const reader = new Customer(await (await newContext()).newPage(), next, 'en', mailbox);
  await reader.page.goto(linkIn(proof, /\/confirm-email/));
  await reader.sees('new-address-elsewhere-title');
  // Who reads the mail proves the address; the account is changed where it is signed in.
  await page.goto(linkIn(proof, /\/confirm-email/));
  await customer.sees('new-address-title');
  await customer.press('confirm-button');
  await customer.sees('new-address-done-title');
  await reader.signIn();
  await expect(reader.page).not.toHaveURL(/sign-in/);

  // The old address takes it back.
  const told = await mailbox.mailTo(customer.email, t.get('mail-address-changed-title'));
  const owner = new Customer(await (await newContext()).newPage(), customer.email, 'en', mailbox);
  await owner.page.goto(linkIn(told, /\/undo-email/));
  await owner.sees('undo-address-title');
  await owner.press('undo-address-button');
  await owner.sees('set-title');
  const fresh = `${PASSWORD}-again`;
  await owner.page.getByLabel(t.get('password-new'), { exact: true }).fill(fresh);
  await owner.page.getByLabel(t.get('password-new-again'), { exact: true }).fill(fresh);
  await owner.press('set-button');
  await owner.page.goto('/account/email');
  await expect(owner.page.locator('main')).toContainText(customer.email);
  await reader.page.goto('/account/security');
  await expect(reader.page).toHaveURL(/sign-in/);
});

// ACC-13, ACC-14
test('a customer takes a login without an address, and comes back by its secret question and a recovery code @journey', async ({
  browser,
  engine,
  mailbox,
  texts,
  unique,
}) => {
  test.setTimeout(180_000);
  const t = texts('accounts');
  const login = unique('aiko').slice(0, 24);
  const gatehouse = await Gatehouse.start(engine, mailbox.port, { GATEHOUSE__PLAIN_LOGINS: 'true' });
  const own = { baseURL: gatehouse.origin, locale: 'en-US' };
  const contexts = [await browser.newContext(own), await browser.newContext(own)] as const;
  const faults = contexts.map((context) => watch(context, gatehouse.origin));
  try {
    const customer = new Customer(await contexts[0].newPage(), `${unique('aiko')}@example.com`, 'en', mailbox);
    await customer.arrive();
    const { page } = customer;
    await page.goto('/account/email');
    await page.getByRole('link', { name: t.get('login-instead') }).click();
    await customer.sees('login-title');
    await page.getByLabel(t.get('login'), { exact: true }).fill(login);
    await page.getByLabel(t.get('question'), { exact: true }).selectOption({ label: t.get('question-book') });
    await page.getByLabel(t.get('answer'), { exact: true }).fill('The Left Hand of Darkness');
    await page.getByLabel(t.get('login-agree')).check();
    await customer.press('login-button');
    await customer.sees('codes-title');
    const [code = ''] = ((await page.locator('.copy-block code').textContent()) ?? '').split('\n');

    // The password is forgotten, in another browser.
    const lost = new Customer(await contexts[1].newPage(), login, 'en', mailbox);
    await lost.page.goto('/sign-in');
    await lost.page.getByRole('link', { name: t.get('sign-in-forgot') }).click();
    await lost.page.getByLabel(t.get('email-or-login'), { exact: true }).fill(login);
    await lost.press('forgot-button');
    await lost.sees('set-title');
    await expect(lost.page.getByText(t.get('question-book'))).toBeVisible();
    const fresh = `${PASSWORD}-again`;
    await lost.page.getByLabel(t.get('answer'), { exact: true }).fill('the left hand of darkness');
    await lost.page.getByLabel(t.get('password-new'), { exact: true }).fill(fresh);
    await lost.page.getByLabel(t.get('password-new-again'), { exact: true }).fill(fresh);
    await lost.page.locator('input[name=code]').fill(code);
    await lost.press('set-button');
    await expect(lost.page).not.toHaveURL(/forgot-password|sign-in/);
    await page.goto('/account/security');
    await expect(page).toHaveURL(/sign-in/);
    expect(faults.flat()).toEqual([]);
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
    await gatehouse.remove();
  }
});
