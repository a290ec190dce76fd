// The licenses of a company: a user who manages them adds one by its code and one by a key file, and everybody else only sees them.

import { Customer, expect, Inspection, noOverflow, test } from '../fixtures.ts';
import { Shop } from '../shop.ts';

const LIST = '/c/ostermoor-freight/licenses';

// LIC-24, COM-15, SUP-22
test('a user who manages licenses adds, reveals and removes one; others see the list', async ({
  page,
  clerk,
  gatehouse,
  mailbox,
  newContext,
  texts,
  unique,
}) => {
  const [licenses, companies] = [texts('licenses'), texts('companies')];
  const number = unique('C');
  const buyer = `${unique('buyer')}@example.com`;
  const desk = await (await newContext()).newPage();
  await clerk.enter(desk, 'en');
  const shop = await Shop.open(desk, unique('shop'), page.request);
  const code = await shop.sell(mailbox, number, buyer, 'Ostermoor Freight Ltd');
  const masked = `${code.slice(0, 5)}-•••••-•••••-${code.slice(-5)}`;

  // Who manages licenses: the list says why it is done by hand, and a code that is mistyped is said at its field.
  await new Customer(page, 'dana@ostermoor.test', 'en', mailbox).enter(gatehouse.demo.password);
  await page.goto(LIST);
  await expect(page.getByText(licenses.get('company-licenses-by-hand'))).toBeVisible();
  await expect(page.getByText(licenses.get('company-licenses-by-hand-text'))).toBeVisible();
  await page.getByRole('link', { name: licenses.get('customer-add'), exact: true }).click();
  await page.getByLabel(licenses.get('customer-add-code'), { exact: true }).fill('ABCDE');
  await page.getByRole('button', { name: licenses.get('customer-add-button'), exact: true }).click();
  await expect(page.locator('[aria-invalid=true]')).toHaveAttribute('name', 'code');
  await noOverflow(page);
  await page.getByLabel(licenses.get('customer-add-code'), { exact: true }).fill(code.toLowerCase());
  await page.getByRole('button', { name: licenses.get('customer-add-button'), exact: true }).click();
  await expect(page.getByText(licenses.get('company-license-added'))).toBeVisible();
  await expect(page.locator('main')).toContainText(number);
  const license = /[0-9a-f-]{36}/.exec(page.url())![0];
  const told = await mailbox.mailTo('dana@ostermoor.test', (sent) => sent.text.includes('Ostermoor Freight') && sent.text.includes('Lantern'));
  expect(told.text).toContain('/c/ostermoor-freight/licenses');

  // The whole code and a key file, a moment after signing in.
  await expect(page.locator('main')).not.toContainText(code);
  await page.getByRole('button', { name: licenses.get('customer-code-show'), exact: true }).click();
  await expect(page.locator('#code')).toContainText(code.slice(6, 11));
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: licenses.get('key-files-make'), exact: true }).click();
  const saved = (await saving).suggestedFilename();
  expect(saved).toMatch(/^[0-9A-F]{8}\.zip$/);
  await page.goto(`${LIST}/${license}`);
  await expect(page.locator('#key-files')).toContainText(saved.replace('.zip', '.key'));

  // Without the right: seen, with its key file's name, and nothing to press.
  const plain = await (await newContext()).newPage();
  await new Customer(plain, 'ina@ostermoor.test', 'en', mailbox).enter(gatehouse.demo.password);
  await plain.goto(LIST);
  await expect(plain.locator('tbody')).toContainText(masked);
  await expect(plain.getByRole('link', { name: licenses.get('customer-add'), exact: true })).toHaveCount(0);
  await plain.goto(`${LIST}/${license}`);
  await expect(plain.getByText(licenses.get('company-license-needs-right'))).toBeVisible();
  expect((await plain.goto(`${LIST}/add`))!.status()).toBe(403);
  await expect(plain.locator('main')).toContainText(companies.get('right-manage-licenses'));

  // A file that is none of ours is refused at its field.
  await page.goto(`${LIST}/add`);
  await page.getByLabel(licenses.get('company-add-file'), { exact: true }).setInputFiles({
    name: 'holiday.key',
    mimeType: 'text/plain',
    buffer: Buffer.from('not a key file'),
  });
  await page.getByRole('button', { name: licenses.get('company-add-file-button'), exact: true }).click();
  await expect(page.getByText(licenses.get('company-file-other')).first()).toBeVisible();

  // Removed, and free for the next one.
  await page.goto(`${LIST}/${license}/remove`);
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: licenses.get('customer-remove-button'), exact: true }).click();
  await expect(page.getByText(licenses.get('company-license-removed'))).toBeVisible();
  await expect(page.locator('main')).not.toContainText(masked);
});

// LIC-8, LIC-15, LIC-24, ALL-1, ALL-2
test('who manages licenses sees all devices, renewals and seats of the company on one page each', async ({
  page,
  gatehouse,
  language,
  mailbox,
  newContext,
  texts,
}) => {
  test.setTimeout(180_000);
  const [licenses, companies] = [texts('licenses'), texts('companies')];
  const side = page.getByRole('navigation').filter({ has: page.getByRole('link', { name: licenses.get('nav-licenses'), exact: true }) });
  const open = async (key: string): Promise<void> => {
    await side.first().getByRole('link', { name: licenses.get(key), exact: true }).click();
    await expect(page.getByRole('heading', { level: 1, name: licenses.get(key), exact: true })).toBeVisible();
    await expect(side.first().getByRole('link', { name: licenses.get(key), exact: true })).toHaveAttribute('aria-current', 'page');
    await noOverflow(page);
  };

  // The devices of all licenses, and those of one product.
  await new Customer(page, 'dana@ostermoor.test', 'en', mailbox).enter(gatehouse.demo.password);
  await page.goto(LIST);
  await open('customer-devices');
  await expect(page.locator('tbody tr').filter({ hasText: 'Lantern' }).first()).toBeVisible();
  await expect(page.locator('main')).toContainText(licenses.get('devices-lede-company'));
  await page.goto(`${LIST}/devices?product=studio`);
  await expect(page.locator('tbody tr').filter({ hasText: 'Lantern' })).toHaveCount(0);
  await page.goto(`${LIST}/devices?product=lantern&state=active`);
  const free = page.getByRole('link', { name: licenses.get('customer-device-deactivate') }).first();
  await free.click();
  await expect(page.getByRole('heading', { level: 1, name: licenses.get('customer-device-title'), exact: true })).toBeVisible();

  // What ends, by date, and the way to how it is renewed.
  await page.goto(LIST);
  await open('renewals-title');
  await expect(page.locator('#by-date')).toContainText(licenses.get('renewals-todo'));
  await page.locator('#by-date').getByRole('link').first().click();
  await expect(page).toHaveURL(/\/licenses\/renewals\?/);
  await page.goto(`${LIST}/renewals`);
  await page.getByRole('link', { name: licenses.get('renewal-open') }).first().click();
  await expect(page).toHaveURL(/\/c\/ostermoor-freight\/licenses\/[0-9a-f-]{36}\/renewal$/);

  // Seats by product, and their days.
  await page.goto(LIST);
  await open('usage-title');
  const products = page.locator('#products');
  await expect(products).toContainText('Lantern');
  await products.getByRole('link', { name: 'Lantern', exact: true }).click();
  await expect(page).toHaveURL(/\/licenses\/usage\?product=lantern/);
  await expect(page.locator('#plot-usage-title')).toBeVisible();

  // No barriers, light and dark, wide and narrow.
  const inspection = new Inspection(page, language);
  for (const at of ['devices', 'renewals', 'usage']) await inspection.visit(`${LIST}/${at}`);
  inspection.end();

  // Without the right there is neither a place nor a page.
  const plain = await (await newContext()).newPage();
  await new Customer(plain, 'ina@ostermoor.test', 'en', mailbox).enter(gatehouse.demo.password);
  await plain.goto(LIST);
  await expect(plain.getByRole('link', { name: licenses.get('renewals-title'), exact: true })).toHaveCount(0);
  for (const at of ['devices', 'renewals', 'usage']) {
    expect((await plain.goto(`${LIST}/${at}`))!.status()).toBe(403);
    await expect(plain.locator('main')).toContainText(companies.get('right-manage-licenses'));
  }
});
