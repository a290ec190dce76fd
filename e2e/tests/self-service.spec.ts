// A license's devices, usage and renewal, as its owner looks after them, and the reports of staff.

import { expect, test } from '../fixtures.ts';
import { createHash } from 'node:crypto';

// LIC-8, LIC-12, LIC-13, LIC-15
test('an owner finds a device, frees its seat, sees the usage and switches automatic renewal', async ({
  page,
  customer,
  gatehouse,
  texts,
  unique,
}) => {
  const licenses = texts('licenses');
  await customer.settleIn();
  await page.goto('/licenses/add');
  await page.getByLabel(licenses.get('customer-add-code'), { exact: true }).fill(gatehouse.demo.siteCode);
  await page.getByRole('button', { name: licenses.get('customer-add-button'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lantern' })).toBeVisible();
  const license = new URL(page.url()).pathname;
  const name = unique('laptop');
  const fingerprint = [createHash('sha256').update(name).digest('hex')];
  const device = { fingerprint, name, platform: 'linux' };
  const taken = await gatehouse.ask('/api/v1/activations', { product: 'lantern', code: gatehouse.demo.siteCode, device });
  expect(taken.status, await taken.text()).toBe(201);

  await page.goto(license);
  await page.getByRole('link', { name: licenses.get('devices-all'), exact: true }).click();
  await page.getByLabel(licenses.get('devices-search'), { exact: true }).fill(name);
  await page.getByLabel(licenses.get('devices-search'), { exact: true }).press('Enter');
  const row = page.locator('tbody tr').filter({ hasText: name });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText(licenses.get('device-state-active'));
  await row.getByRole('link', { name: new RegExp(licenses.get('customer-device-deactivate')) }).click();
  await page.getByRole('button', { name: licenses.get('customer-device-deactivate'), exact: true }).click();
  await expect(page.getByText(licenses.get('customer-device-done'))).toBeVisible();

  await page.getByRole('link', { name: licenses.get('usage-title'), exact: true }).click();
  await expect(page.locator('figure.plot svg')).toBeVisible();
  await page.goto(license);
  await page.getByRole('link', { name: licenses.get('renewal-open'), exact: true }).click();
  await page.getByRole('checkbox', { name: licenses.get('auto-renewal-agree') }).check();
  await page.getByRole('button', { name: licenses.get('auto-renewal-turn-on'), exact: true }).click();
  await expect(page.getByText(licenses.get('auto-renewal-wish-taken'))).toBeVisible();
  await page.getByRole('button', { name: licenses.get('auto-renewal-turn-off'), exact: true }).click();
  await expect(page.getByRole('button', { name: licenses.get('auto-renewal-turn-on'), exact: true })).toBeVisible();
  await page.goto('/licenses/renewals');
  await expect(page.locator('tbody')).toContainText('Lantern');
});

// LIC-14, LIC-15
test('staff see reports with plots, tables and files', async ({ page, clerk, texts }) => {
  const licenses = texts('licenses');
  await clerk.enter(page, 'en');
  await page.goto('/staff/reports');
  await expect(page.locator('figure.plot svg .bar').first()).toBeAttached();
  for (const [path, title] of [
    ['/staff/reports/expiries', 'expiries-title'],
    ['/staff/reports/sales', 'sales-title'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: licenses.get(title) })).toBeVisible();
    await expect(page.locator('figure.plot svg')).toBeVisible();
    await expect(page.locator(`a[href^="${path}.csv"]`)).toBeVisible();
  }
  await page.goto('/staff/reports/over-use?least=90');
  await expect(page).toHaveURL(/\/staff\/over-use\?least=90$/);
  await expect(page.getByRole('heading', { level: 1, name: licenses.get('nav-over-use') })).toBeVisible();
  await expect(page.locator('figure.plot svg')).toBeVisible();
});
