// Every page that customers and visitors see: it answers, without overflow at 320 px and without barriers in the light and in the dark.

import { expect, Inspection, linkIn, PASSWORD, test } from '../fixtures.ts';

test.describe.configure({ timeout: 240_000 });
test.use({ language: 'ru' });

// ACC-1, ACC-2, ACC-13, ALL-1, ALL-2
test('the pages of signed-out visitors have no barriers and fit a narrow phone', async ({ page, language, customer, mailbox, texts }) => {
  const t = texts('accounts');
  const inspection = new Inspection(page, language);
  for (const address of ['/', '/sign-in', '/register', '/register/sent', '/forgot-password', '/forgot-password/sent', '/account-deleted']) {
    await inspection.visit(address);
  }
  for (const address of ['/trial', '/trial/lantern', '/seller', '/seller/order', '/certificate', '/browsers', '/api/docs', '/api/docs/orders', '/api/docs/catalog']) await inspection.visit(address);
  await inspection.visit('/nothing-here', 404);
  await inspection.visit('/confirm?token=wrong', 404);
  await inspection.visit('/set-password?token=wrong', 404);
  await inspection.visit('/pause-emails', 410);
  await inspection.visit('/stop-emails', 410);
  await inspection.visit('/trial/stop', 410);
  await inspection.visit('/company-notices/stop', 410);
  await inspection.visit('/request-mails/stop', 410);
  await inspection.visit('/survey', 410);
  await inspection.visit('/request-files', 410);

  await page.goto('/sign-in?lang=ru');
  await page.getByLabel(t.get('email'), { exact: true }).fill('no address');
  await page.getByRole('button', { name: t.get('sign-in'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  await page.goto('/register?lang=ru');
  await page.getByRole('button', { name: t.get('register'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  await customer.register();
  await inspection.here();
  await inspection.visit(new URL(linkIn(await mailbox.mailTo(customer.email), /\/confirm/)).href);
  await page.getByLabel(t.get('country'), { exact: true }).selectOption('JP');
  await page.getByRole('button', { name: t.get('confirm-button'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  await customer.fillPlace();
  await customer.press('confirm-button');
  await customer.signOut();

  await page.goto('/forgot-password');
  await page.getByLabel(t.get('email'), { exact: true }).fill(customer.email);
  await customer.press('forgot-button');
  await customer.sees('sent-title');
  await inspection.visit(linkIn(await mailbox.mailTo(customer.email, t.get('mail-recover-title')), /\/set-password/));
  await customer.press('set-button');
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  inspection.end();
});

// ACC-10, ACC-16, ACC-17, LIC-6, ALL-1, ALL-2
test('the pages of a new customer have no barriers and fit a narrow phone', async ({ page, language, customer, texts }) => {
  const t = texts('accounts');
  const inspection = new Inspection(page, language);
  await customer.arrive();
  await inspection.visit('/welcome');
  await customer.sees('welcome-title');
  await customer.press('continue');
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  await customer.tellPlace();

  for (const address of [
    '/home',
    '/downloads',
    '/licenses',
    '/licenses/add',
    '/licenses/devices',
    '/licenses/usage',
    '/licenses/renewals',
    '/lost-code',
    '/account',
    '/account/security',
    '/account/security/authenticator',
    '/account/security/passkey',
    '/account/security/phone',
    '/account/email',
    '/account/password',
    '/account/sign-in-services',
    '/account/sessions',
    '/account/activity',
    '/account/activity?group=license',
    '/account/apps',
    '/device',
    '/oauth/logout/done',
    '/account/purchases',
    '/account/delete',
    '/step-up?next=/account',
  ]) {
    await inspection.visit(address);
  }
  await inspection.visit('/licenses/00000000-0000-0000-0000-000000000000', 404);

  await page.goto('/licenses/add?lang=ru');
  await page.getByRole('button', { name: texts('licenses').get('customer-add-button'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  await page.goto('/account/password');
  await page.getByLabel(t.get('password-current'), { exact: true }).fill(PASSWORD);
  await customer.press('change-button');
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  await page.goto('/account/delete');
  await customer.press('delete-button');
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  inspection.end();
});

// ALL-1, ALL-2, ALL-10
test('the pages of the help center have no barriers and fit a narrow phone', async ({ page, language, texts }) => {
  const t = texts('help');
  const inspection = new Inspection(page, language);
  for (const address of ['/help', '/help?q=license', '/help?q=qqqq', '/help/glossary', '/help/category/licenses?open=all', '/help/131-add-a-license', '/help/131-add-a-license?said=no']) await inspection.visit(address);
  await page.getByRole('button', { name: t.get('comment-send'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  inspection.end();
});

// SUP-1, SUP-2, SUP-11, SUP-12, SUP-16, ALL-1, ALL-2
test('the pages of requests have no barriers and fit a narrow phone', async ({ page, language, gatehouse, texts }) => {
  const [t, support] = [texts('accounts'), texts('support')];
  const inspection = new Inspection(page, language);
  for (const address of ['/support', '/support?category=access', '/support/sent', '/support/upload']) await inspection.visit(address);
  await page.goto('/sign-in?lang=ru');
  await page.getByLabel(t.get('email'), { exact: true }).fill('carol@example.com');
  await page.getByLabel(t.get('password'), { exact: true }).fill(gatehouse.demo.password);
  await page.getByRole('button', { name: t.get('sign-in'), exact: true }).click();
  await expect(page).toHaveURL(/\/home$/);
  for (const address of ['/requests', '/requests?status=inactive', '/requests?q=nothing+like+this', '/requests/new']) await inspection.visit(address);

  // What can be asked, each form as it is and the plainest one as it is refused.
  await page.goto('/requests/new');
  const forms = await page.locator('main a[href*="category="]').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(forms.length).toBeGreaterThan(3);
  for (const form of new Set(forms)) await inspection.visit(form);
  await page.goto('/requests/new?category=portal');
  await page.getByRole('button', { name: support.get('ask-send'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  await page.goto('/requests');
  const request = (await page.locator('main a[href^="/requests/0"]').first().getAttribute('href')) ?? '';
  await inspection.visit(request);
  await inspection.visit(`${request}/close`);
  await page.getByRole('button', { name: support.get('req-close'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  inspection.end();
});

// LIC-2, LIC-6, LIC-7, LIC-13, LIC-17, ALL-1, ALL-2
test('the pages of licenses have no barriers and fit a narrow phone', async ({ page, language, gatehouse, texts }) => {
  const [t, licenses] = [texts('accounts'), texts('licenses')];
  const inspection = new Inspection(page, language);
  await page.goto('/sign-in?lang=ru');
  await page.getByLabel(t.get('email'), { exact: true }).fill('aiko@example.com');
  await page.getByLabel(t.get('password'), { exact: true }).fill(gatehouse.demo.password);
  await page.getByRole('button', { name: t.get('sign-in'), exact: true }).click();
  await inspection.visit('/home');
  await inspection.visit('/downloads');
  await inspection.visit('/licenses');
  await inspection.visit('/licenses?sort=product');
  await inspection.visit('/licenses?q=nothing+like+this');
  await inspection.visit('/licenses?sort=product&status=active');

  // One of each status: what a page says and offers depends on it.
  for (const status of ['blocked', 'active', 'not_activated']) {
    await page.goto(`/licenses?status=${status}`);
    const first = page.locator('tbody th a').first();
    await expect(first, `a license that is ${status}`).toBeVisible();
    await inspection.visit((await first.getAttribute('href')) ?? '');
  }
  await page.goto('/licenses?status=active');
  await page.locator('tbody th a').first().click();
  const license = new URL(page.url()).pathname;
  const device = page.getByRole('link', { name: licenses.get('customer-device-deactivate') }).first();
  await inspection.visit((await device.getAttribute('href')) ?? '');
  await page.goto(license);
  const rename = page.getByRole('link', { name: licenses.get('customer-device-rename') }).first();
  await inspection.visit((await rename.getAttribute('href')) ?? '');
  await inspection.visit(`${license}/code`);
  await page.getByRole('button', { name: licenses.get('customer-code-show'), exact: true }).click();
  await expect(page.locator('code').first()).toHaveText(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/);
  await inspection.here();

  await inspection.visit(`${license}/remove`);
  await page.getByRole('button', { name: licenses.get('customer-remove-button'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  await page.goto('/licenses/add');
  const code = gatehouse.demo.siteCode;
  await page.getByLabel(licenses.get('customer-add-code'), { exact: true }).fill(`${code.slice(0, -1)}U`);
  await page.getByRole('button', { name: licenses.get('customer-add-button'), exact: true }).click();
  await expect(page.locator('mark')).toHaveText('U');
  await inspection.here();
  inspection.end();
});
