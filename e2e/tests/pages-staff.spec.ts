// Every page of the staff console: it answers, without overflow at 320 px and without barriers in the light and in the dark.

import { Clerk, expect, Inspection, linkIn, PASSWORD, test } from '../fixtures.ts';
import { Gatehouse } from '../gatehouse.ts';

test.describe.configure({ timeout: 240_000 });
test.use({ language: 'ru' });

// ALL-1, ALL-2, ALL-8
test('the ways into the console have no barriers and fit a narrow phone', async ({ page, language, gatehouse, mailbox, texts, unique }) => {
  const t = texts('staff');
  const inspection = new Inspection(page, language);
  const press = (id: string) => page.getByRole('button', { name: t.get(id), exact: true }).click();
  const email = `${unique('colleague')}@example.com`;
  await gatehouse.command('staff', 'create', email, '--name', 'Nina New', '--role', 'support');
  await inspection.visit('/staff/set-password?token=wrong', 410);
  await inspection.visit(linkIn(await mailbox.mailTo(email), /\/staff\/set-password/));
  await press('set-password-submit');
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  await page.getByLabel(t.get('new-password'), { exact: true }).fill(PASSWORD);
  await press('set-password-submit');
  await expect(page.getByText(t.get('set-password-done'))).toBeVisible();

  await inspection.visit('/staff/sign-in');
  await new Clerk(email, 'not the password', '').givePassword(page, language);
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  await new Clerk(email, PASSWORD, '').givePassword(page, language);
  await inspection.visit('/staff/setup');
  const secret = /(?:[A-Z2-7]{4} ?){8}/.exec(await page.locator('main').innerText())?.[0] ?? 'no secret is shown';
  const colleague = new Clerk(email, PASSWORD, secret);
  await colleague.giveCode(page, language, 'setup-submit');
  await expect(page.getByRole('heading', { level: 1, name: t.get('codes-title') })).toBeVisible();
  await inspection.here();
  await inspection.visit('/staff');
  await inspection.visit('/staff/step-up');
  await inspection.visit('/staff/step-up?factor=1');
  await inspection.visit('/staff/members', 403);

  await page.context().clearCookies();
  await colleague.givePassword(page, language);
  await inspection.visit('/staff/sign-in/code');
  await page.getByLabel(t.get('code'), { exact: true }).fill('000000');
  await press('code-submit');
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  inspection.end();
});

// ALL-1, ALL-2, ALL-3, ALL-8
test('the pages of administrators have no barriers and fit a narrow phone', async ({ page, language, clerk, texts, unique }) => {
  const t = texts('staff');
  const inspection = new Inspection(page, language);
  const press = (id: string) => page.getByRole('button', { name: t.get(id), exact: true }).click();
  await clerk.enter(page, language);
  for (const address of [
    '/staff',
    '/staff/search',
    '/staff/members',
    '/staff/members?role=lab',
    '/staff/members/new',
    '/staff/profile',
    '/staff/api-keys',
    '/staff/api-keys/new',
    '/staff/clients',
    '/staff/clients/new',
    '/staff/settings/sso',
    '/staff/webhooks',
    '/staff/webhooks/new',
    '/staff/audit',
    '/staff/audit?kind=no.such',
    '/staff/audit?show=looks',
    '/staff/jobs',
    '/staff/accounts',
  ]) {
    await inspection.visit(address);
  }
  await inspection.visit('/staff/nothing-here', 404);
  await page.goto('/staff/members');
  await inspection.visit((await page.locator('tbody th a').first().getAttribute('href')) ?? '');

  await page.goto('/staff/members/new');
  await press('invite');
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  await page.goto('/staff/api-keys/new');
  await press('key-make');
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  await page.getByLabel(t.get('name'), { exact: true }).fill('Web shop');
  await page.getByRole('checkbox', { name: texts('licenses').get('scope-orders-write') }).check();
  await press('key-make');
  await expect(page.getByRole('heading', { level: 1, name: t.get('key-made-title') })).toBeVisible();
  await inspection.here();
  await page.goto('/staff/api-keys');
  await inspection.visit((await page.locator('tbody th a').first().getAttribute('href')) ?? '');
  await press('key-revoke');
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  const clients = texts('oidc');
  const register = page.getByRole('button', { name: clients.get('client-register'), exact: true });
  await page.goto('/staff/clients/new');
  await register.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  await page.getByLabel(clients.get('client-name'), { exact: true }).fill('Skerrylight Shop');
  await page.getByLabel(clients.get('client-redirect-uris'), { exact: true }).fill('https://shop.example.com/signed-in');
  await register.click();
  await expect(page.getByRole('heading', { level: 1, name: clients.get('client-secret-made-title') })).toBeVisible();
  await inspection.here();
  await page.getByRole('link', { name: clients.get('client-secret-kept'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Skerrylight Shop' })).toBeVisible();
  await inspection.here();
  await page.locator('#secrets tbody a').first().click();
  await expect(page.getByRole('heading', { level: 1, name: clients.get('client-secret-end-title') })).toBeVisible();
  await inspection.here();

  const accounts = texts('accounts');
  await page.goto('/staff/accounts');
  const find = async (email: string) => {
    await page.getByLabel(accounts.get('email'), { exact: true }).fill(email);
    await page.getByRole('button', { name: accounts.get('staff-start'), exact: true }).click();
  };
  await find(`${unique('nobody')}@example.com`);
  await expect(page.getByRole('heading', { name: accounts.get('staff-none') })).toBeVisible();
  await inspection.here();
  await find('carol@example.com');
  await expect(page.getByRole('heading', { level: 1, name: 'Carol Fischer' })).toBeVisible();
  const person = page.url();
  for (const tab of ['', '/activity', '/notes', '/licenses', '/devices', '/orders', '/company', '/requests', '/statements']) await inspection.visit(person + tab);
  await page.goto(`${person}/notes`);
  await page.getByRole('button', { name: texts('web').get('note-add'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  await inspection.visit('/staff/dead-letters');
  inspection.end();
});

// PRI-7, ALL-1, ALL-2
test('the pages of statements have no barriers and fit a narrow phone', async ({ page, language, clerk, texts }) => {
  const t = texts('privacy');
  const inspection = new Inspection(page, language);
  await clerk.enter(page, language);
  await inspection.visit('/staff/statements/new');
  await page.getByRole('button', { name: t.get('statement-add'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  await inspection.visit('/staff/statements');
  await inspection.visit((await page.locator('tbody th a').first().getAttribute('href')) ?? '');
  await inspection.visit((await page.locator('tbody th a').first().getAttribute('href')) ?? '');
  inspection.end();
});

// LIC-1, ALL-1, ALL-2
test('the pages of the catalog have no barriers and fit a narrow phone', async ({ page, language, clerk, texts }) => {
  const t = texts('catalog');
  const inspection = new Inspection(page, language);
  await clerk.enter(page, language);
  await inspection.visit('/staff/catalog');
  await inspection.visit('/staff/catalog?q=nothing');
  await inspection.visit('/staff/catalog/new');
  await page.getByRole('button', { name: t.get('product-create'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  await page.goto('/staff/catalog');
  const product = await page.getByRole('link', { name: 'Lantern', exact: true }).getAttribute('href');
  await inspection.visit(product ?? '');
  await inspection.visit(`${product}/edit`);
  for (const part of ['editions', 'features', 'versions', 'applications', 'terms']) {
    await inspection.visit(`${product}/${part}/new`);
    await page.getByRole('button', { name: t.get('save'), exact: true }).or(page.getByRole('button', { name: t.get('add'), exact: true })).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await inspection.here();
  }
  await inspection.visit(`${product}/agreement`);
  await page.goto(product ?? '');
  await inspection.visit((await page.locator('#agreement a[href*="/agreements/"]').getAttribute('href')) ?? '');
  await page.goto(product ?? '');
  await inspection.visit((await page.locator(`a[href^="${product}/terms/"]:not([href$=new])`).first().getAttribute('href')) ?? '');
  inspection.end();
});

// LIC-3, LIC-13, LIC-17, LIC-20, ALL-1, ALL-2
test('the pages of orders and licenses have no barriers and fit a narrow phone', async ({ page, language, clerk, texts }) => {
  const t = texts('licenses');
  const inspection = new Inspection(page, language);
  await clerk.enter(page, language);
  for (const address of ['/staff/orders', '/staff/orders?number=nothing', '/staff/orders/new', '/staff/licenses', '/staff/licenses?q=00000-00000']) {
    await inspection.visit(address);
  }
  await inspection.visit('/staff/licenses?status=active');

  await page.goto('/staff/orders/new');
  await page.getByRole('button', { name: t.get('order-create'), exact: true }).click();
  await expect(page.getByText(t.get('order-created'))).toBeVisible();
  await inspection.here();
  await page.getByRole('button', { name: t.get('issue-now'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  // Boxes of a partner: a batch that can be downloaded.
  await page.goto('/staff/orders?number=P-2041');
  await inspection.visit((await page.locator('tbody th a').first().getAttribute('href')) ?? '');

  await page.goto('/staff/licenses?status=active');
  const license = (await page.locator('tbody th a').first().getAttribute('href')) ?? '';
  await inspection.visit(license);
  const device = page.getByRole('link', { name: t.get('deactivate') }).first();
  await inspection.visit((await device.getAttribute('href')) ?? '');
  await page.getByRole('button', { name: t.get('deactivate'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  await inspection.visit(`${license}/block`);
  await page.getByRole('button', { name: t.get('block-now'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();

  await page.goto('/staff/licenses?status=blocked');
  const blocked = (await page.locator('tbody th a').first().getAttribute('href')) ?? '';
  await inspection.visit(blocked);
  await inspection.visit(`${blocked}/unblock`);
  inspection.end();
});

// SUP-18, ALL-1, ALL-2
test('the pages of articles for the team have no barriers and fit a narrow phone', async ({ page, language, clerk, texts }) => {
  const t = texts('help');
  const inspection = new Inspection(page, language);
  await clerk.enter(page, language);
  for (const address of ['/staff/help', '/staff/help?state=review', '/staff/help/categories', '/staff/help/missed', '/staff/help/read/staff-orders']) await inspection.visit(address);
  for (const address of ['/staff/help/new', '/staff/help/categories/new']) {
    await inspection.visit(address);
    await page.getByRole('button', { name: t.get('save'), exact: true }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await inspection.here();
  }
  // One with a text that waits to be read over.
  await page.goto('/staff/help?state=review');
  const article = (await page.locator('main table.list tbody a[href^="/staff/help/0"]').first().getAttribute('href')) ?? '';
  for (const below of ['/pictures', '', '/edit', '/text/en', '/text/ru', '/text/ru/review']) await inspection.visit(`${article}${below}`);
  await page.getByRole('button', { name: t.get('give-back'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  inspection.end();
});

// SUP-17, SUP-23, LIC-27, ALL-1, ALL-2
test('the pages of the desk of support have no barriers and fit a narrow phone', async ({ page, language, clerk, texts }) => {
  const t = texts('support');
  const inspection = new Inspection(page, language);
  const first = async (selector = 'tbody th a') => (await page.locator(selector).first().getAttribute('href')) ?? '';
  const refused = async (address: string, button: string) => {
    await inspection.visit(address);
    await page.getByRole('button', { name: t.get(button), exact: true }).last().click();
    await expect(page.getByRole('alert')).toBeVisible();
    await inspection.here();
  };
  await clerk.enter(page, language);
  for (const address of ['/staff/requests', '/staff/requests?status=all', '/staff/requests?whose=watched', '/staff/failed-mails', '/staff/answers', '/staff/macros', '/staff/support', '/staff/surveys', '/staff/surveys/rounds', '/staff/support/reports', '/staff/support/reports?by=queue', '/staff/support/reports/contracts']) {
    await inspection.visit(address);
  }
  // The first request of a company with a contract: it has clocks, a note, and others beside it.
  await page.goto('/staff/requests?status=all&level=premium_plus');
  const request = await first();
  await inspection.visit(request);
  for (const below of ['files', 'canned', 'macros']) await inspection.visit(`${request}/${below}`);
  await refused(`${request}/join`, 'staff-join');
  await page.goto(request);
  await page.locator('summary', { hasText: t.get('staff-note') }).click();
  await page.getByRole('button', { name: t.get('staff-note-add'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  await page.goto('/staff/requests');
  const active = await first('main table.list tbody th a');
  await refused(`${active}/status?to=canceled_by_support`, 'staff-step-cancel');
  await page.goto(active);
  await page.getByRole('button', { name: t.get('staff-assign-colleague'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: t.get('staff-assign-colleague') })).toBeVisible();
  await inspection.here();

  // What is done with several of them is asked on a page of its own.
  for (const act of ['staff-assign-colleague', 'staff-move', 'staff-macro-choose', 'staff-cancel-requests']) {
    await page.goto('/staff/requests');
    await page.locator('input.tick[name=row]').first().check();
    await page.locator('#chosen').getByRole('button', { name: t.get(act), exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: t.get(act), exact: true })).toBeVisible();
    await inspection.here();
  }

  await refused('/staff/requests/new', 'staff-caller-open');
  await refused('/staff/answers/new', 'staff-save');
  await page.goto('/staff/answers');
  await inspection.visit(await first());
  await refused('/staff/macros/new', 'staff-save');
  await page.goto('/staff/macros');
  await inspection.visit(await first());
  for (const part of ['queues', 'calendars', 'targets']) await refused(`/staff/support/${part}/new`, 'staff-save');
  await inspection.visit('/staff/support/rules/new');
  await page.getByLabel(t.get('staff-countries')).fill('XX');
  await page.getByRole('button', { name: t.get('staff-rule-add'), exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await inspection.here();
  for (const part of ['queues', 'rules']) {
    await page.goto('/staff/support');
    await inspection.visit(await first(`#${part} tbody th a`));
  }

  await inspection.visit('/staff/contracts');
  const contract = await first('main table.list tbody th a');
  await inspection.visit(contract);
  await inspection.visit(`${contract}/contacts`);
  await refused('/staff/contracts/new', 'staff-contract-enter');
  inspection.end();
});

// ALL-2, LIC-17
test('no list of the staff is wider than its page on a small laptop, in any language', async ({ browser, engine, mailbox }) => {
  // The demo's content alone: an address of another journey may be longer than any column.
  const portal = await Gatehouse.start(engine, mailbox.port);
  try {
    const page = await (await browser.newContext({ baseURL: portal.origin })).newPage();
    await new Clerk('clerk@example.com', portal.demo.password, portal.demo.secret).enter(page, 'en');
    for (const lang of ['en', 'ja', 'ru']) {
      for (const list of ['licenses', 'orders', 'catalog', 'sellers', 'members', 'api-keys', 'audit', 'jobs', 'dead-letters', 'renewals', 'over-use', 'reports/expiries', 'reports/sales', 'trials', 'requests', 'contracts', 'answers', 'macros']) {
        await page.goto(`/staff/${list}?lang=${lang}`);
        for (const width of [1000, 1100]) {
          await page.setViewportSize({ width, height: 700 });
          const over = await page.locator('.table-scroll').evaluateAll((all) => all.map((one) => one.scrollWidth - one.clientWidth));
          expect(Math.max(0, ...over), `${list} in ${lang} at ${width} px`).toBeLessThanOrEqual(1);
        }
      }
    }
  } finally {
    await portal.remove();
  }
});
