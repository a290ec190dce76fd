// A purchase in the shop, as its buyer sees it who has no account yet: one mail, a password, the license, the purchase and the card.

import { expect, linkIn, PASSWORD, test } from '../fixtures.ts';

// ACC-3, ACC-19, LIC-25, LIC-26
test('who buys in the shop sets a password by one mail and finds license, purchase and card in the account', async ({
  page,
  customer,
  clerk,
  mailbox,
  newContext,
  texts,
  unique,
}) => {
  const [t, licenses, staff, web] = [texts('accounts'), texts('licenses'), texts('staff'), texts('web')];
  const number = unique('S');
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
  expect(key).toBeTruthy();
  const shop = async (method: string, path: string, data?: object) => {
    const headers = { authorization: `Bearer ${key}` };
    const answer = await page.request.fetch(path, { method, headers, ...(data ? { data } : {}) });
    expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return answer.status() === 204 ? {} : answer.json();
  };
  const order = await shop('POST', '/api/v1/orders', {
    number,
    source: 'shop',
    buyer_email: customer.email,
    buyer_lang: 'en',
    amount: '49.90',
    currency: 'EUR',
    invoice_url: `https://shop.example.com/invoices/${number}`,
  });
  await shop('POST', `/api/v1/orders/${order.id}/licenses`, { product: 'lantern', edition: 'pro', term: 'year', seats: 1 });

  const mail = await mailbox.mailTo(customer.email, (sent) => sent.text.includes(number));
  await page.goto(linkIn(mail, /\/set-password/));
  await page.getByLabel(t.get('password-new'), { exact: true }).fill(PASSWORD);
  await page.getByLabel(t.get('password-new-again'), { exact: true }).fill(PASSWORD);
  await customer.press('set-button');
  await customer.tellPlace();
  await page.goto('/licenses');
  await expect(page.locator('main')).toContainText('Lantern');

  await page.goto('/account/purchases');
  await expect(page.locator('tbody').getByText(number, { exact: true }).first()).toBeVisible();
  await expect(page.locator('main')).toContainText('49.90');
  await expect(page.locator('tbody').getByText(licenses.get('payment-paid'), { exact: true }).first()).toBeVisible();
  // LIC-26: the documents of the order, first with the seller, then here.
  await page.getByRole('link', { name: number, exact: true }).click();
  await expect(page.getByText(licenses.get('documents-at-seller'))).toBeVisible();
  await shop('POST', `/api/v1/orders/${order.id}/documents`, {
    kind: 'invoice',
    number: `INV-${number}`,
    date: '2026-11-20',
    language: 'en',
    name: 'invoice.pdf',
    file: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n').toString('base64'),
  });
  await page.reload();
  const document = page.waitForEvent('download');
  await page.locator('main').getByRole('link', { name: licenses.get('document-download') }).click();
  expect((await document).suggestedFilename()).toBe('invoice.pdf');

  // LIC-25: the certificate of the license, and who checks it without an account.
  await page.goto('/licenses');
  await page.locator('main').getByRole('link', { name: /Lantern/ }).first().click();
  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: licenses.get('certificate-download', { language: '日本語' }) }).click();
  expect((await file).suggestedFilename()).toMatch(/^license-\d{5}-\d{5}-ja\.pdf$/);
  const stranger = await (await newContext()).newPage();
  await stranger.goto('/certificate?lang=en');
  await stranger.getByLabel(licenses.get('customer-number'), { exact: true }).fill('12345-67890');
  await stranger.getByLabel(licenses.get('certificate-code'), { exact: true }).fill('0000-0000-0000-0000-0000-0000');
  await stranger.getByRole('button', { name: licenses.get('certificate-check-button'), exact: true }).click();
  await expect(stranger.getByText(licenses.get('certificate-not-genuine'))).toBeVisible();

  await page.goto('/account/purchases');
  const again = page.getByRole('link', { name: licenses.get('purchase-again') });
  await expect(again).toHaveAttribute('href', /user=[0-9a-f-]{36}/);
  await expect(page.getByText(licenses.get('card-none'))).toBeVisible();

  await shop('PUT', `/api/v1/orders/${order.id}/card`, { last_four: '4242', expires: '2040-09' });
  await page.reload();
  await expect(page.getByText('•••• 4242')).toBeVisible();
  await page.getByRole('button', { name: licenses.get('card-remove'), exact: true }).click();
  await expect(page.getByText(licenses.get('card-removed'))).toBeVisible();
  await expect(page.getByText('•••• 4242')).toHaveCount(0);
  expect((await shop('GET', `/api/v1/orders/${order.id}/card`)).state).toBe('taken_back');
  await expect(page.getByRole('button', { name: web.get('account-menu') })).toBeVisible();
});
