// What was sold stays, as a clerk sees it: an edition changes, the sold license does not, until the clerk says so and its holder gets an email.

import { expect, test } from '../fixtures.ts';

// LIC-1
test('an edition changes, the sold license stays, and a clerk gives it the change with a reason', async ({
  page,
  clerk,
  mailbox,
  texts,
  unique,
}) => {
  const [catalog, licenses] = [texts('catalog'), texts('licenses')];
  const press = (id: string) => page.getByRole('button', { name: licenses.get(id), exact: true }).click();
  const field = (id: string) => page.getByLabel(licenses.get(id), { exact: true });
  const [product, holder] = [unique('Beacon'), `${unique('buyer')}@example.com`];
  const code = product.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  await clerk.signIn(page, 'en');

  await page.goto('/staff/catalog/new');
  await page.locator('[name="name"]').fill(product);
  await page.locator('[name="code"]').fill(code);
  await page.locator('[name="edition.name"]').fill('Professional');
  await page.locator('[name="edition.code"]').fill('pro');
  await page.locator('[name="term.name"]').fill('1 year');
  await page.locator('[name="term.code"]').fill('year');
  await page.locator('[name="term.months"]').fill('12');
  await page.locator('main form button[type="submit"]').last().click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(product);
  const productPage = page.url().split('#')[0] ?? '';

  await page.goto('/staff/orders/new');
  await page.locator('[name="buyer_email"]').fill(holder);
  await page.locator('[name="sold"]').selectOption(`${code}/pro`);
  await page.locator('[name="term"]').selectOption(`${code}/year`);
  await press('order-create');
  const bought = await mailbox.mailTo(holder, (mail) => mail.text.includes('Professional'));
  expect(bought.text).toContain(product);
  await page.locator('#licenses tbody a').first().click();
  const licensePage = page.url().split('#')[0] ?? '';
  await expect(page.locator('.page-head')).toContainText('Professional');

  await page.goto(productPage);
  await page.locator('#editions').getByRole('link', { name: 'Professional', exact: true }).click();
  await page.locator('[name="name"]').fill('Ultimate');
  await page.getByRole('button', { name: catalog.get('save'), exact: true }).click();
  await expect(page.locator('#editions')).toContainText('Ultimate');

  await page.goto(licensePage);
  await expect(page.locator('.page-head')).toContainText('Professional');
  await expect(page.locator('#sold')).toContainText(licenses.get('sold-unchanged'));
  await page.locator('#sold').getByRole('link', { name: licenses.get('sold-change'), exact: true }).click();
  await press('sold-change-now');
  await expect(page.getByRole('alert')).toBeVisible();
  await field('seats').fill('2');
  await field('sold-why').fill('As agreed on the phone');
  await press('sold-change-now');
  await expect(page.getByText(licenses.get('sold-changed-now'))).toBeVisible();
  await expect(page.locator('.page-head')).toContainText('Ultimate');
  await expect(page.locator('#sold')).toContainText('As agreed on the phone');

  const told = await mailbox.mailTo(holder, licenses.get('mail-sold-changed-title', { product }));
  for (const part of [told.text, told.html]) {
    expect(part).toContain('Professional → Ultimate');
    expect(part).toContain('As agreed on the phone');
  }
});
