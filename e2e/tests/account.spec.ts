// What happens to an account after its first day: a forgotten password, a second device, the end.

import { Customer, expect, linkIn, PASSWORD, test } from '../fixtures.ts';

// ACC-6, ACC-13, ALL-4
test('a customer who forgot the password sets a new one by a mailed link, and the old one is refused', async ({
  page,
  customer,
  mailbox,
  texts,
}) => {
  const t = texts('accounts');
  const changed = 'Brisk-Harvest-91';
  await customer.settleIn();
  await customer.signOut();

  await page.getByRole('link', { name: t.get('sign-in-forgot') }).click();
  await page.getByLabel(t.get('email'), { exact: true }).fill(customer.email);
  await customer.press('forgot-button');
  await customer.sees('sent-title');
  const link = linkIn(await mailbox.mailTo(customer.email, t.get('mail-recover-title')), /\/set-password/);

  await page.goto(link);
  await page.getByLabel(t.get('password-new'), { exact: true }).fill(changed);
  await page.getByLabel(t.get('password-new-again'), { exact: true }).fill(changed.toLowerCase());
  await customer.press('set-button');
  await expect(page.getByRole('alert')).toContainText(t.get('refusal-passwords-differ'));
  await page.getByLabel(t.get('password-new'), { exact: true }).fill(changed);
  await page.getByLabel(t.get('password-new-again'), { exact: true }).fill(changed);
  await customer.press('set-button');
  await expect(page.getByText(t.get('set-done'))).toBeVisible();
  await expect(page).toHaveURL(/\/home$/);

  await customer.signOut();
  await customer.signIn(PASSWORD);
  await expect(page.getByRole('alert')).toContainText(t.get('wrong-credentials'));
  await customer.signIn(changed);
  await expect(page).toHaveURL(/\/home$/);

  await page.goto(link);
  await customer.sees('dead-title');
});

// ACC-6
test('nobody learns from the recovery form that an address has no account', async ({ page, customer, texts, unique }) => {
  const t = texts('accounts');
  await page.goto('/forgot-password');
  await page.getByLabel(t.get('email'), { exact: true }).fill(`${unique('nobody')}@example.com`);
  await customer.press('forgot-button');
  await customer.sees('sent-title');
  await expect(page.getByText(t.get('forgot-sent'))).toBeVisible();
});

// ACC-10, ALL-4
test('a customer hears of a sign-in on a new device and ends its session from the list', async ({
  page,
  customer,
  mailbox,
  newContext,
  texts,
}) => {
  const t = texts('accounts');
  await customer.settleIn();
  const other = new Customer(await (await newContext()).newPage(), customer.email, 'en', mailbox);
  await other.signIn();
  await expect(other.page).toHaveURL(/\/home$/);
  const mail = await mailbox.mailTo(customer.email, t.get('mail-device-title'));

  await page.goto(linkIn(mail, /\/account\/sessions/));
  const sessions = page.getByRole('table', { name: t.get('sessions-title'), exact: true }).locator('tbody tr');
  await expect(sessions).toHaveCount(2);
  await sessions.getByRole('button', { name: t.get('sessions-end') }).click();
  await expect(page.getByText(t.get('sessions-ended'))).toBeVisible();
  await expect(sessions).toHaveCount(1);
  await expect(sessions).toContainText(t.get('sessions-this'));

  await other.page.goto('/licenses');
  await other.sees('sign-in-title');
});

// ACC-15, ACC-16
test('a customer changes profile and password and stays signed in @nojs-only', async ({ page, customer, mailbox, texts }) => {
  const t = texts('accounts');
  await customer.settleIn();
  await page.goto('/account');
  const optional = (id: string) => page.getByLabel(`${t.get(id)} ${texts('web').get('form-optional')}`, { exact: true });
  await optional('first-name').fill('愛子');
  await optional('last-name').fill('森');
  await page.getByRole('button', { name: t.get('save') }).first().click();
  await expect(page.getByText(t.get('profile-saved'))).toBeVisible();

  await page.goto('/account/password');
  await page.getByLabel(t.get('password-current'), { exact: true }).fill(PASSWORD);
  await page.getByLabel(t.get('password-new'), { exact: true }).fill('short');
  await page.getByLabel(t.get('password-new-again'), { exact: true }).fill('short');
  await customer.press('change-button');
  await expect(page.getByLabel(t.get('password-new'), { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel(t.get('password-current'), { exact: true }).fill(PASSWORD);
  await page.getByLabel(t.get('password-new'), { exact: true }).fill('Brisk-Harvest-91');
  await page.getByLabel(t.get('password-new-again'), { exact: true }).fill('Brisk-Harvest-91');
  await customer.press('change-button');
  await expect(page.getByText(t.get('change-done'))).toBeVisible();
  await mailbox.mailTo(customer.email, t.get('mail-changed-title'));
  await page.goto('/licenses');
  await expect(page).toHaveURL(/\/licenses$/);
});

// ACC-17, ALL-4
test('a customer deletes the account only with a ticked box, and then cannot sign in any more', async ({
  page,
  customer,
  mailbox,
  texts,
}) => {
  const t = texts('accounts');
  await customer.settleIn();
  await page.goto('/account');
  await page.getByRole('navigation', { name: t.get('account'), exact: true }).getByRole('link', { name: t.get('delete-title') }).click();
  const fill = async () => {
    await page.getByLabel(t.get('email'), { exact: true }).fill(customer.email);
    await page.getByLabel(t.get('password-current'), { exact: true }).fill(PASSWORD);
  };
  await fill();
  await customer.press('delete-button');
  await expect(page.getByRole('alert')).toContainText(t.get('refusal-not-ticked'));
  await fill();
  await page.getByRole('checkbox', { name: t.get('delete-tick') }).check();
  await customer.press('delete-button');
  await customer.sees('deleted-title');
  await mailbox.mailTo(customer.email, t.get('mail-deleted-title'));

  await customer.signIn();
  await expect(page.getByRole('alert')).toContainText(t.get('wrong-credentials'));
});
