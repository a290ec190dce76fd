// A trial, from the front page to the link that erases it.

import { expect, linkIn, test } from '../fixtures.ts';

// LIC-22
test('a visitor tries a product by a code from the mail, and has the trial erased by its link', async ({
  page,
  customer,
  clerk,
  mailbox,
  newContext,
  texts,
}) => {
  const t = texts('trials');
  const licenses = texts('licenses');
  await page.goto('/');
  await page.getByRole('link', { name: new RegExp(t.get('way-try')) }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: t.get('trial-title') })).toBeVisible();
  await page.locator('select[name=product]').selectOption('lantern');
  await page.getByLabel(t.get('name'), { exact: true }).fill('Ada Lind');
  await page.getByLabel(t.get('email'), { exact: true }).fill(customer.email);
  await page.getByRole('button', { name: t.get('trial-ask'), exact: true }).click();
  await expect(page.getByText(t.get('trial-sent'))).toBeVisible();

  const mail = await mailbox.mailTo(customer.email, (sent) => sent.text.includes('/trial/stop'));
  expect(mail.text).toMatch(/\b[0-9A-Z]{5}(-[0-9A-Z]{5}){3}\b/);

  const desk = await (await newContext()).newPage();
  await clerk.enter(desk, 'en');
  await desk.goto('/staff/trials');
  await desk.locator('#f-q').fill(customer.email);
  await desk.locator('#f-q').press('Enter');
  await expect(desk.locator('tbody').first()).toContainText('Ada Lind');
  await expect(desk).not.toHaveURL(/example\.com/);
  await desk.locator('tbody').getByRole('link', { name: t.get('license-open'), exact: true }).first().click();
  await expect(desk.locator('main')).toContainText(licenses.get('kind-trial'));

  await page.goto(linkIn(mail, /\/trial\/stop/));
  await expect(page).not.toHaveURL(/token/);
  await page.getByRole('button', { name: t.get('stop-button'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: t.get('stop-done') })).toBeVisible();
  await desk.goto('/staff/trials');
  await desk.locator('#f-q').fill(customer.email);
  await desk.locator('#f-q').press('Enter');
  await expect(desk.getByText('Ada Lind')).toHaveCount(0);
});
