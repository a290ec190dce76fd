// Codes by text message: a phone is added, signed in with, and lost.

import { randomInt } from 'node:crypto';
import { Customer, expect, test } from '../fixtures.ts';

/** The last line names the site, and only there a browser fills the code in. */
const codeIn = (text: string): string => /^@127\.0\.0\.1 #(\d{6})$/m.exec(text)?.[1] ?? '';

// ACC-9, ALL-4
test('a customer adds a phone, signs in with a code by text message, and comes back by a recovery code when the phone is lost', async ({
  page,
  customer,
  gatehouse,
  mailbox,
  newContext,
  texts,
}) => {
  // A number gets one code a minute, and nobody moves this clock.
  test.setTimeout(180_000);
  const t = texts('accounts');
  const number = `+8190${randomInt(10_000_000, 100_000_000)}`;
  const ending = number.slice(-2);
  const code = (at: Customer) => at.page.getByLabel(t.get('code'), { exact: true });
  await customer.arrive();
  await page.goto('/account/security');
  await page.getByRole('link', { name: t.get('phone-add') }).click();
  await expect(page.getByText(t.get('phone-stronger'))).toBeVisible();
  const field = page.getByLabel(t.get('number'), { exact: true });
  await field.fill('12345');
  await customer.press('number-button');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill(number);
  await customer.press('number-button');
  const added = await gatehouse.textTo(number);
  const reference = /reference ([A-Z]{4})/.exec(added)?.[1] ?? '';
  await expect(page.getByText(t.get('text-sent', { ending, reference }))).toBeVisible();
  await code(customer).fill(codeIn(added));
  await customer.press('phone-button');
  await customer.sees('codes-title');
  const codes = ((await page.locator('.copy-block code').textContent()) ?? '').split('\n');
  expect(codes).toHaveLength(10);
  const [first = ''] = codes;
  await mailbox.mailTo(customer.email, t.get('mail-phone-added-title'));
  await page.getByRole('link', { name: t.get('codes-kept') }).click();
  await expect(page.getByText(t.get('phone-kind', { ending }))).toBeVisible();
  await expect(page.locator('main')).not.toContainText(number.slice(3));

  // In another browser: the password, then a code, as soon as the number gets another one.
  const other = new Customer(await (await newContext()).newPage(), customer.email, 'en', mailbox);
  await other.signIn();
  await other.sees('code-title');
  await expect(other.page.getByText(t.get('text-none-again'))).toBeVisible();
  await expect(other.page.getByText(t.get('code-recovery'))).toBeVisible();
  await expect(async () => {
    await other.page.getByRole('button', { name: t.get('text-send', { ending }) }).click();
    await expect(other.page.getByText(t.get('text-lede'))).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 90_000, intervals: [5_000] });
  const sent = await gatehouse.textTo(number, 2);
  await code(other).fill('000 000 0');
  await other.press('sign-in');
  await expect(code(other)).toHaveAttribute('aria-invalid', 'true');
  await code(other).fill(codeIn(sent));
  await other.press('sign-in');
  await expect(other.page).not.toHaveURL(/sign-in/);

  // The phone is lost: a recovery code, then it is removed, and the password is enough again.
  const third = new Customer(await (await newContext()).newPage(), customer.email, 'en', mailbox);
  await third.signIn();
  await code(third).fill(first);
  await third.press('sign-in');
  await expect(third.page).not.toHaveURL(/sign-in/);
  await third.page.goto('/account/security');
  await third.page.getByRole('button', { name: t.get('factor-remove') }).click();
  await expect(third.page.getByText(t.get('factor-last-removed'))).toBeVisible();
  await mailbox.mailTo(customer.email, t.get('mail-phone-removed-title'));
  const fourth = new Customer(await (await newContext()).newPage(), customer.email, 'en', mailbox);
  await fourth.signIn();
  await expect(fourth.page).not.toHaveURL(/sign-in/);
});
