// The first journey, as a clerk sees it, in three languages.

import { Clerk, Customer, expect, type Language, languages, linkIn, PASSWORD, test } from '../fixtures.ts';

/** Who buys in each language: people of the demo content. */
const HOLDERS: Record<Language, string> = { en: 'carol@example.com', ja: 'aiko@example.com', ru: 'boris@example.com' };

/** Where each language goes besides the desktop. The Russian words are the longest, so they are what a phone has to hold. */
const ALSO: Record<Language, string[]> = { en: [], ja: ['@journey'], ru: ['@phone'] };

for (const language of languages) {
  test.describe(language, { tag: ALSO[language] }, () => {
    test.use({ language });

    // ALL-1, ALL-3, ALL-4, ALL-8, LIC-3, LIC-17, LIC-20
    test('a clerk signs in with a code of the app, issues a code, finds it by its last group, blocks and unblocks it', async ({
      page,
      clerk,
      mailbox,
      newContext,
      texts,
      unique,
      gatehouse,
      viewport,
    }) => {
      const [licenses, web] = [texts('licenses'), texts('web')];
      const holder = HOLDERS[language];
      const product = 'Lantern';
      const main = page.getByRole('navigation', { name: web.get('nav-main') });
      const press = (id: string) => page.getByRole('button', { name: licenses.get(id), exact: true }).click();
      await clerk.signIn(page, language);

      // Orders have no place in a phone's bar.
      const orders = main.getByRole('link', { name: licenses.get('nav-orders') });
      await (viewport && viewport.width < 600 ? page.goto('/staff/orders') : orders.click());
      await page.getByRole('link', { name: licenses.get('order-new'), exact: true }).first().click();
      const optional = (id: string) => page.getByLabel(`${licenses.get(id)} ${web.get('form-optional')}`, { exact: true });
      const number = unique('S');
      await optional('order-number').fill(number);
      await optional('buyer-email').fill('not an address');
      await press('order-create');
      await expect(page.getByRole('alert')).toContainText(texts('address').get('invalid'));
      await expect(optional('order-number')).toHaveValue(number);
      await optional('buyer-email').fill(holder);
      await press('order-create');
      await expect(page.getByText(licenses.get('order-created'))).toBeVisible();
      await expect(page.getByRole('heading', { level: 1 })).toContainText(number);

      await page.getByLabel(licenses.get('product-and-edition'), { exact: true }).selectOption('lantern/pro');
      await page.getByLabel(licenses.get('term'), { exact: true }).selectOption('lantern/year');
      await page.getByLabel(licenses.get('seats'), { exact: true }).fill('3');
      await page.getByLabel(licenses.get('quantity'), { exact: true }).fill('1');
      await press('issue-now');
      await expect(page.getByText(licenses.get('issued-now', { count: 1 }))).toBeVisible();

      const codes = await mailbox.mailTo(holder, (mail) => mail.text.includes(number));
      expect(codes.subject).toBe(licenses.get('mail-codes-title', { count: 1, product }));
      const code = /[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/.exec(codes.text)?.[0] ?? 'the mail has no code';
      expect(codes.html).toContain(code);

      await main.getByRole('link', { name: licenses.get('nav-licenses') }).click();
      const search = page.getByLabel(licenses.get('license-search'), { exact: true });
      await search.fill(code.slice(-5));
      await search.press('Enter');
      // The one hit is opened at once, and its address says nothing of the code.
      await expect(page).not.toHaveURL(new RegExp(code.slice(-5)));
      await expect(page.locator('.page-head')).toContainText(product);
      await expect(page.getByRole('link', { name: number })).toBeVisible();
      await expect(page.getByRole('link', { name: holder })).toBeVisible();

      await page.getByRole('link', { name: licenses.get('block'), exact: true }).click();
      await press('block-now');
      await expect(page.getByRole('alert')).toBeVisible();
      await page.getByRole('radio', { name: licenses.get('block-reason-compromised') }).check();
      await optional('block-note').fill(`№ ${number}`);
      await press('block-now');
      await expect(page.getByText(licenses.get('block-done'))).toBeVisible();
      await expect(page.locator('.page-head')).toContainText(licenses.get('status-blocked'));

      const blocked = await mailbox.mailTo(holder, (mail) => mail.text.includes(`№ ${number}`));
      expect(blocked.subject).toBe(licenses.get('mail-blocked-title', { product }));
      for (const part of [blocked.text, blocked.html]) {
        expect(part).toContain(licenses.get('block-why-compromised'));
        expect(part).toContain(licenses.get('block-todo-compromised'));
      }
      const visitor = new Customer(await (await newContext()).newPage(), holder, language, mailbox);
      await visitor.signIn(gatehouse.demo.password);
      await expect(visitor.page).toHaveURL(/\/home$/);
      await visitor.page.goto(linkIn(blocked, /\/licenses\//));
      await expect(visitor.page.getByText(licenses.get('customer-blocked-title'))).toBeVisible();
      await expect(visitor.page.locator('main')).toContainText(`№ ${number}`);

      await page.getByRole('link', { name: licenses.get('unblock'), exact: true }).click();
      await press('unblock-now');
      await expect(page.getByText(licenses.get('unblock-done'))).toBeVisible();
      await expect(page.locator('.page-head')).not.toContainText(licenses.get('status-blocked'));
      await expect(page.locator('#history')).toContainText(licenses.get('event-license-unblocked'));
      await mailbox.mailTo(holder, licenses.get('mail-unblocked-title', { product }));
    });
  });
}

// ALL-8
test('an invited colleague sets a password and an authenticator app up and signs in with them @nojs-only', async ({
  page,
  gatehouse,
  mailbox,
  texts,
  unique,
}) => {
  const [t, web] = [texts('staff'), texts('web')];
  const email = `${unique('colleague')}@example.com`;
  const press = (id: string) => page.getByRole('button', { name: t.get(id), exact: true }).click();
  await gatehouse.command('staff', 'create', email, '--name', 'Nina New', '--role', 'support');

  await page.goto(linkIn(await mailbox.mailTo(email), /\/staff\/set-password/));
  await page.getByLabel(t.get('new-password'), { exact: true }).fill(PASSWORD);
  await press('set-password-submit');
  await expect(page.getByText(t.get('set-password-done'))).toBeVisible();

  const member = new Clerk(email, PASSWORD, '');
  await member.givePassword(page, 'en');
  await expect(page.getByRole('heading', { level: 1, name: t.get('setup-title') })).toBeVisible();
  const secret = /(?:[A-Z2-7]{4} ?){8}/.exec(await page.locator('main').innerText())?.[0] ?? 'no secret is shown';
  const colleague = new Clerk(email, PASSWORD, secret);
  await page.getByLabel(t.get('code'), { exact: true }).fill('000000');
  await press('setup-submit');
  await expect(page.getByRole('alert')).toContainText(t.get('refusal-code-wrong'));
  await colleague.giveCode(page, 'en', 'setup-submit');
  await expect(page.getByRole('heading', { level: 1, name: t.get('codes-title') })).toBeVisible();
  await page.getByRole('link', { name: t.get('codes-kept') }).click();
  await expect(page).toHaveURL(/\/staff$/);

  await page.getByRole('button', { name: web.get('account-menu') }).click();
  await page.getByRole('button', { name: web.get('sign-out'), exact: true }).click();
  await expect(page.getByText(t.get('signed-out'))).toBeVisible();
  await colleague.signIn(page, 'en');
  await page.goto('/staff/members');
  await expect(page.getByRole('heading', { level: 1, name: web.get('error-403-title') })).toBeVisible();
});

// ALL-3, ALL-8
test('a look at a customer is in the audit log', async ({ page, clerk, texts }) => {
  const t = texts('accounts');
  await clerk.enter(page, 'en');
  await page.goto('/staff/accounts');
  await page.getByLabel(t.get('email'), { exact: true }).fill('carol@example.com');
  await page.getByRole('button', { name: t.get('staff-start'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Carol Fischer' })).toBeVisible();
  await page.goto('/staff/audit?kind=account.viewed');
  await expect(page.locator('tbody tr').first()).toContainText('Clara Clerk');
});

// ALL-3, ALL-8, LIC-20
test('a clerk goes through a list by keyboard, blocks two licenses at once, and notes why', async ({ page, clerk, texts, unique }) => {
  const [licenses, web] = [texts('licenses'), texts('web')];
  const press = (id: string) => page.getByRole('button', { name: licenses.get(id), exact: true }).click();
  await clerk.enter(page, 'en');
  await page.goto('/staff/orders/new');
  await page.getByLabel(`${licenses.get('order-number')} ${web.get('form-optional')}`, { exact: true }).fill(unique('K'));
  await press('order-create');
  await expect(page.getByText(licenses.get('order-created'))).toBeVisible();
  const order = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? 'no order';
  await page.getByLabel(licenses.get('product-and-edition'), { exact: true }).selectOption('lantern/pro');
  await page.getByLabel(licenses.get('term'), { exact: true }).selectOption('lantern/year');
  await page.getByLabel(licenses.get('seats'), { exact: true }).fill('1');
  await page.getByLabel(licenses.get('quantity'), { exact: true }).fill('2');
  await press('issue-now');
  await expect(page.getByText(licenses.get('issued-now', { count: 2 }))).toBeVisible();

  await page.goto(`/staff/licenses?order=${order}`);
  const links = page.locator('tbody th a');
  await page.keyboard.press('j');
  await expect(links.nth(0)).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('k');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  await expect(page.locator('tbody input.tick:checked')).toHaveCount(2);
  await expect(page.locator('[data-chosen]')).toHaveText(web.get('chosen-counted', { count: '2' }));
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText(web.get('shortcut-rows'));
  await page.keyboard.press('Escape');

  await press('block');
  await expect(page.getByRole('heading', { level: 1, name: licenses.get('ticked-block-title', { count: 2 }) })).toBeVisible();
  await press('block');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByRole('radio', { name: licenses.get('block-reason-replaced') }).check();
  await press('block');
  await expect(page.getByText(licenses.get('ticked-block-done', { count: 2 }))).toBeVisible();
  await page.locator('tbody th a').first().click();
  await expect(page.locator('main')).toContainText(licenses.get('blocked-by', { by: 'Clara Clerk' }));

  await page.getByLabel(web.get('note-new'), { exact: true }).fill('Two were printed twice');
  await page.getByRole('button', { name: web.get('note-add'), exact: true }).click();
  await expect(page.locator('#notes')).toContainText('Two were printed twice');
});

// LIC-1, LIC-3
test('a new product has its first code five clicks after the home page, and its comparison is saved by one @journey', async ({
  page,
  clerk,
  mailbox,
  texts,
  unique,
}) => {
  const [t, licenses, web] = [texts('catalog'), texts('licenses'), texts('web')];
  const buyer = `${unique('buyer')}@example.com`;
  const name = unique('Beacon');
  let clicks = 0;
  const click = async (what: Promise<unknown>) => {
    clicks += 1;
    await what;
  };
  const link = (id: string) => page.getByRole('link', { name: t.get(id), exact: true }).first().click();
  const press = (id: string) => page.getByRole('button', { name: t.get(id), exact: true }).click();
  await clerk.enter(page, 'en');
  const main = page.getByRole('navigation', { name: web.get('nav-main') });
  await click(main.getByRole('link', { name: t.get('nav-catalog') }).click());
  await click(link('product-new'));
  await page.getByLabel(t.get('product-name'), { exact: true }).fill(name);
  await click(press('product-create'));
  await expect(page.getByText(t.get('product-created-whole'))).toBeVisible();
  const product = page.url();
  await click(page.locator('.page-head').getByRole('link', { name: licenses.get('order-new'), exact: true }).click());
  const email = page.getByLabel(`${licenses.get('buyer-email')} ${web.get('form-optional')}`, { exact: true });
  await email.fill(buyer);
  await click(page.getByRole('button', { name: licenses.get('order-create'), exact: true }).click());
  await expect(page.getByText(licenses.get('issued-now', { count: 1 }))).toBeVisible();
  expect((await mailbox.mailTo(buyer)).text).toMatch(/[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/);
  expect(clicks).toBeLessThanOrEqual(8);
  expect(clicks).toBe(5);

  await page.goto(`${product}/features/new`);
  await page.getByLabel(t.get('code-word'), { exact: true }).fill('radar');
  await page.getByLabel(`${t.get('label-in', { language: 'English' })} ${web.get('form-optional')}`, { exact: true }).fill('Radar');
  await press('add');
  const tick = page.getByRole('checkbox', { name: t.get('feature-in-edition', { edition: 'Standard', feature: 'Radar' }) });
  await expect(tick).not.toBeChecked();
  await tick.check();
  await press('comparison-save');
  await expect(page.getByText(t.get('saved'), { exact: true })).toBeVisible();
  await expect(tick).toBeChecked();
});
