// A statement from its first draft to a withdrawn consent.

import { Authenticator, expect, Inspection, test } from '../fixtures.ts';

// ACC-12, PRI-4, PRI-7, ALL-1, ALL-2
test('a statement is written and asked before use, declined, accepted with a receipt, and withdrawn', async ({
  page,
  clerk,
  customer,
  mailbox,
  newContext,
  texts,
  unique,
}) => {
  const [t, web] = [texts('privacy'), texts('web')];
  const title = unique('Statement');
  const staff = await (await newContext()).newPage();
  await clerk.enter(staff, 'en');
  await staff.goto('/staff/statements/new');
  await staff.getByLabel(t.get('statement-name'), { exact: true }).fill(title);
  await staff.getByRole('button', { name: t.get('statement-add'), exact: true }).click();
  const optional = (label: string) => staff.getByLabel(`${label} ${web.get('form-optional')}`, { exact: true });
  await optional(t.get('version-title-in', { lang: 'English' })).fill(title);
  await optional(t.get('version-body-in', { lang: 'English' })).fill('What we store.\n\nMore: https://example.com/privacy');
  // A country of which no other journey is.
  await optional(t.get('version-countries')).fill('IS');
  await staff.getByRole('button', { name: t.get('version-save'), exact: true }).click();
  await expect(staff.getByText(t.get('version-saved'))).toBeVisible();
  await staff.getByRole('link', { name: t.get('version-publish'), exact: true }).click();
  await staff.getByLabel(t.get('publish-tick'), { exact: true }).check();
  await staff.getByRole('button', { name: t.get('version-publish'), exact: true }).click();
  await expect(staff.getByText(t.get('published-now'))).toBeVisible();
  const version = new URL(staff.url()).pathname;

  await customer.settleIn();
  await page.goto('/account');
  await page.locator('select[name=country]').selectOption('IS');
  await page.locator('form[action="/account/place"] button[type=submit]').click();
  await expect(page).toHaveURL(/\/account\/statements\?next=/);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole('link', { name: 'https://example.com/privacy' })).toBeVisible();
  const press = (id: string) => page.getByRole('button', { name: t.get(id), exact: true }).click();
  await press('decline');
  await expect(page.getByRole('heading', { level: 1, name: t.get('declined-title') })).toBeVisible();
  await page.goto('/licenses');
  await expect(page).toHaveURL(/\/account\/statements\?next=\/licenses/);
  await press('accept');
  await expect(page).toHaveURL(/\/licenses$/);

  await page.goto('/account/privacy');
  await expect(page.locator('main')).toContainText(t.get('answer-accepted'));
  await page.getByRole('link', { name: new RegExp(`^${t.get('receipt-open')}`) }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: t.get('receipt-title') })).toBeVisible();
  await press('receipt-mail');
  await expect(page.getByText(t.get('receipt-mailed'))).toBeVisible();
  const mail = await mailbox.mailTo(customer.email, t.get('mail-receipt-title', { title }));
  expect(mail.text).toContain(new URL(page.url()).pathname);

  const phone = await (await newContext()).newPage();
  await phone.context().addCookies(await page.context().cookies());
  await phone.goto('/licenses');
  await expect(phone).toHaveURL(/\/licenses$/);
  await page.goto('/account/privacy');
  await page.getByRole('link', { name: new RegExp(`^${t.get('withdraw')}`) }).first().click();
  await expect(page.getByText(t.get('withdraw-closes'))).toBeVisible();
  await press('withdraw-button');
  await expect(page.getByRole('heading', { level: 1, name: t.get('declined-title') })).toBeVisible();
  await phone.goto('/licenses');
  await expect(phone).toHaveURL(/\/account\/statements\?next=/);

  await staff.goto(version.replace(/\/versions\/.*/, ''));
  await expect(staff.locator('main')).toContainText(t.get('state-in-force'));
  await expect(staff.locator('#history')).toContainText(t.get('event-statement-version-published'));
});

// ACC-12, PRI-7, ALL-1, ALL-2
test('the pages of statements have no barriers and fit a narrow phone', async ({ page, language, customer, gatehouse, texts }) => {
  const t = texts('accounts');
  const inspection = new Inspection(page, language);
  await customer.settleIn();
  await inspection.visit('/account/privacy');
  await customer.signOut();
  // Has accepted the statement of the demo.
  await page.getByLabel(t.get('email'), { exact: true }).fill('emil@ostermoor.test');
  await page.getByLabel(t.get('password'), { exact: true }).fill(gatehouse.demo.password);
  await customer.press('sign-in');
  await page.getByLabel(t.get('code'), { exact: true }).fill(await new Authenticator(gatehouse.demo.secret).code());
  await customer.press('sign-in');
  await expect(page).toHaveURL(/\/home$/);
  for (const link of ['/account/statements/', '/account/receipts/', '/withdraw']) {
    await page.goto('/account/privacy');
    const href = await page.locator(`main table a[href*="${link}"]`).first().getAttribute('href');
    await inspection.visit(href ?? `no link ${link}`);
  }
  inspection.end();
});
