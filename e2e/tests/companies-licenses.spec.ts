// The licenses of a company: a user who manages them adds one by its code and one by a key file, and everybody else only sees them.

import { Customer, expect, noOverflow, test } from '../fixtures.ts';
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
