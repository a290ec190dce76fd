// Why a device is refused: told to the product, to the holder of the license and to staff, by the same rules.

import { expect, test } from '../fixtures.ts';

// LIC-10, LIC-35
test('a refused activation is explained to the product, to the customer and to staff', async ({
  page,
  newContext,
  clerk,
  gatehouse,
  texts,
}) => {
  const [t, licenses] = [texts('accounts'), texts('licenses')];
  const device = { fingerprint: ['e7d32e6a5d5a0f3a3b7f1c4d9e8b7a6f5e4d3c2b1a0f9e8d7c6b5a4f3e2d1c0b'] };
  const body = { product: 'none-of-ours', code: gatehouse.demo.siteCode, device };
  const refused = await page.request.post('/api/v1/activations', { data: body });
  const problem = (await refused.json()) as { code: string; explain: string; final: boolean };
  expect(problem).toMatchObject({ code: 'license.wrong_product', final: true });
  const explained = await page.request.post(problem.explain, { data: body });
  expect(await explained.json()).toMatchObject({ would_pass: false, failed: 'product', code: 'license.wrong_product' });

  // The customer: one more device of a license of theirs.
  await page.goto('/sign-in');
  await page.getByLabel(t.get('email'), { exact: true }).fill('aiko@example.com');
  await page.getByLabel(t.get('password'), { exact: true }).fill(gatehouse.demo.password);
  await page.getByRole('button', { name: t.get('sign-in'), exact: true }).click();
  await expect(page).toHaveURL(/\/home$/);
  await page.goto('/licenses?status=blocked&lang=en');
  await page.locator('tbody th a').first().click();
  const license = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? 'no license';
  await page.getByRole('link', { name: licenses.get('explain-open'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: licenses.get('explain-title') })).toBeVisible();
  await expect(page.locator('#rules')).toContainText(licenses.get('explain-failed'));
  await expect(page.locator('#seller'), 'whoever sold it helps first').toContainText(licenses.get('help-block-what'));

  const staff = await (await newContext()).newPage();
  await clerk.enter(staff, 'en');
  await staff.goto(`/staff/licenses/${license}/explain`);
  await expect(staff.locator('#rules')).toContainText(licenses.get('explain-failed'));
  await expect(staff.getByText(licenses.get('activation-blocked')).first()).toBeVisible();

  await page.goto(`/licenses/${license}/help?about=top-up`);
  await expect(page.locator('#seller')).toContainText(licenses.get('help-top-up-what'));
});
