// A device without a network: its key file from the account, and by the public form with nothing but the code.

import { expect, linkIn, PASSWORD, test } from '../fixtures.ts';

// LIC-11, LIC-12
test('a buyer gets the key file in the account, and the same one by the form with the code', async ({
  page,
  customer,
  clerk,
  mailbox,
  newContext,
  texts,
  unique,
}) => {
  const [t, licenses, staff] = [texts('accounts'), texts('licenses'), texts('staff')];
  const number = unique('K');
  const desk = await (await newContext()).newPage();
  await clerk.enter(desk, 'en');
  await desk.goto('/staff/api-keys/new');
  await desk.getByLabel(staff.get('name'), { exact: true }).fill(unique('shop'));
  for (const scope of ['scope-orders-read', 'scope-orders-write']) {
    await desk.getByRole('checkbox', { name: licenses.get(scope) }).check();
  }
  await desk.getByRole('button', { name: staff.get('key-make'), exact: true }).click();
  await expect(desk.getByRole('heading', { level: 1, name: staff.get('key-made-title') })).toBeVisible();
  const key = /ghk_[A-Za-z0-9_-]{20,}/.exec(await desk.locator('main').innerText())?.[0];
  const headers = { authorization: `Bearer ${key}` };
  const order = await page.request.post('/api/v1/orders', {
    headers,
    data: { number, source: 'shop', buyer_email: customer.email, buyer_lang: 'en' },
  });
  expect(order.ok()).toBe(true);
  const { id } = await order.json();
  const sold = { product: 'lantern', edition: 'pro', term: 'year', seats: 2 };
  expect((await page.request.post(`/api/v1/orders/${id}/licenses`, { headers, data: sold })).ok()).toBe(true);

  const mail = await mailbox.mailTo(customer.email, (sent) => sent.text.includes(number));
  const code = /\b(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}\b/.exec(mail.text)![0];
  await page.goto(linkIn(mail, /\/set-password/));
  await page.getByLabel(t.get('password-new'), { exact: true }).fill(PASSWORD);
  await page.getByLabel(t.get('password-new-again'), { exact: true }).fill(PASSWORD);
  await customer.press('set-button');
  await customer.tellPlace();

  await page.goto('/licenses?sort=product');
  await page.locator('tbody').getByRole('link', { name: 'Lantern', exact: true }).click();
  await page.locator('#key-files').getByRole('link', { name: licenses.get('key-files-open') }).click();
  await expect(page.getByText(licenses.get('key-files-none'))).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: licenses.get('key-files-make'), exact: true }).click();
  const saved = (await saving).suggestedFilename();
  expect(saved).toMatch(/^[0-9A-F]{8}\.zip$/);
  await page.reload();
  await expect(page.locator('tbody')).toContainText(saved.replace('.zip', '.key'));
  await expect(page.locator('tbody')).toContainText(licenses.get('key-status-valid'));

  await page.goto('/key-file');
  await page.getByLabel(licenses.get('customer-add-code'), { exact: true }).fill(code.toLowerCase());
  await page.getByLabel(licenses.get('key-page-email'), { exact: true }).fill(customer.email);
  await customer.passHumanCheck('/key-file');
  await page.getByRole('button', { name: licenses.get('key-page-send'), exact: true }).click();
  await expect(page.getByText(licenses.get('key-page-sent'))).toBeVisible();
  const link = linkIn(
    await mailbox.mailTo(customer.email, (sent) => sent.text.includes('/key-file/download')),
    /\/key-file\/download/,
  );
  await page.goto(link);
  await expect(page).not.toHaveURL(/token/);
  const again = page.waitForEvent('download');
  await page.getByRole('button', { name: licenses.get('key-take-button'), exact: true }).click();
  expect((await again).suggestedFilename(), 'the same serial number').toBe(saved);
  await page.reload();
  await expect(page.getByRole('heading', { name: licenses.get('key-link-expired') })).toBeVisible();
});
