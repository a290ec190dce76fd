// Two-step verification: set up, signed in with, lost, and lost altogether.

import { Authenticator, Customer, expect, linkIn, test } from '../fixtures.ts';

// ACC-9, ACC-10, ALL-4
test('a customer signs in with a code, comes back with a recovery code, and stops a removal that was asked for @phone @nojs @journey', async ({
  page,
  customer,
  mailbox,
  newContext,
  texts,
}) => {
  const t = texts('accounts');
  const code = (at: Customer) => at.page.getByLabel(t.get('code'), { exact: true });
  await customer.arrive();
  await page.goto('/account/security');
  await expect(page.getByText(t.get('two-step-off'))).toBeVisible();
  await page.getByRole('link', { name: t.get('two-step-add') }).click();
  await customer.sees('app-title');
  const app = new Authenticator((await page.locator('figure.qr code').textContent()) ?? '');
  await code(customer).fill('000 000 0');
  await customer.press('app-button');
  await expect(code(customer)).toHaveAttribute('aria-invalid', 'true');
  await code(customer).fill(await app.code());
  await customer.press('app-button');
  await customer.sees('codes-title');
  await expect(page.getByText(t.get('codes-once'))).toBeVisible();
  const codes = ((await page.locator('.copy-block code').textContent()) ?? '').split('\n');
  expect(codes).toHaveLength(10);
  const [first = ''] = codes;
  await page.getByRole('link', { name: t.get('codes-kept') }).click();
  await expect(page.getByText(t.get('codes-left', { count: 10 }))).toBeVisible();
  await mailbox.mailTo(customer.email, t.get('mail-factor-added-title'));

  // In another browser: the password, then a code, from now on trusted.
  const other = new Customer(await (await newContext()).newPage(), customer.email, 'en', mailbox);
  await other.signIn();
  await other.sees('code-title');
  await code(other).fill('ABCDE');
  await other.press('sign-in');
  await expect(code(other)).toHaveAttribute('aria-invalid', 'true');
  await code(other).fill(await app.code());
  await other.page.getByLabel(t.get('code-trust')).check();
  await other.press('sign-in');
  await other.page.goto('/account/sessions');
  await expect(other.page.getByRole('button', { name: t.get('browsers-distrust') })).toBeVisible();

  // The app is lost: a recovery code, which is used up by it.
  const third = new Customer(await (await newContext()).newPage(), customer.email, 'en', mailbox);
  await third.signIn();
  await code(third).fill(first);
  await third.press('sign-in');
  await expect(third.page).not.toHaveURL(/sign-in/);
  await mailbox.mailTo(customer.email, t.get('mail-code-used-title'));

  // Everything is lost: the removal waits, and the link of its notice stops it.
  const fourth = new Customer(await (await newContext()).newPage(), customer.email, 'en', mailbox);
  await fourth.signIn();
  await fourth.sees('code-title');
  await fourth.page.getByRole('link', { name: t.get('lost-link') }).click();
  await fourth.sees('lost-title');
  await fourth.press('lost-button');
  await expect(fourth.page.getByText(t.get('lost-found'))).toBeVisible();
  const notice = await mailbox.mailTo(customer.email, t.get('mail-removal-title'));
  await page.goto('/account/security');
  await expect(page.getByRole('button', { name: t.get('keep-button') })).toBeVisible();
  await page.goto(linkIn(notice, /\/keep-two-step/));
  await customer.sees('keep-title');
  await customer.press('keep-button');
  await customer.sees('kept-title');
  await mailbox.mailTo(customer.email, t.get('mail-stopped-title'));
});
