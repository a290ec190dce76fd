// Another address to sign in with, and the way back.

import { Customer, expect, linkIn, PASSWORD, test } from '../fixtures.ts';

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
  await reader.sees('new-address-title');
  await reader.press('confirm-button');
  await reader.sees('new-address-done-title');
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
  await expect(owner.page.getByText(customer.email)).toBeVisible();
  await reader.page.goto('/account/security');
  await expect(reader.page).toHaveURL(/sign-in/);
});
