// The life of a license: seats are added, codes become one at renewal, and that is undone.

import { expect, test } from '../fixtures.ts';

const CODE = /[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/;

// LIC-18, LIC-19
test('a license grows by a new code, and two codes become one at renewal until that is undone', async ({
  page,
  customer,
  clerk,
  mailbox,
  newContext,
  gatehouse,
  texts,
  unique,
}) => {
  const [licenses, staff] = [texts('licenses'), texts('staff')];
  await customer.settleIn();
  const desk = await (await newContext()).newPage();
  await clerk.enter(desk, 'en');
  await desk.goto('/staff/api-keys/new');
  await desk.getByLabel(staff.get('name'), { exact: true }).fill(unique('shop'));
  for (const scope of ['scope-orders-read', 'scope-orders-write']) {
    await desk.getByRole('checkbox', { name: licenses.get(scope) }).check();
  }
  await desk.getByRole('button', { name: staff.get('key-make'), exact: true }).click();
  const key = /ghk_[A-Za-z0-9_-]{20,}/.exec(await desk.locator('main').innerText())?.[0];
  expect(key).toBeTruthy();

  const post = async (path: string, data: object) => {
    const answer = await page.request.post(path, { headers: { authorization: `Bearer ${key}` }, data });
    expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
    return answer.json();
  };
  /** Buys a code of Lantern in the shop; it is in the buyer's account at once. */
  const buy = async (seats: number) => {
    const number = unique('S');
    const order = await post('/api/v1/orders', { number, source: 'shop', buyer_email: customer.email, buyer_lang: 'en' });
    await post(`/api/v1/orders/${order.id}/licenses`, { product: 'lantern', edition: 'pro', term: 'year', seats });
    const mail = await mailbox.mailTo(customer.email, (sent) => sent.text.includes(number));
    const code = CODE.exec(mail.text)?.[0] ?? 'the mail has no code';
    await page.goto('/licenses');
    const hrefs = await page.locator('main a[href^="/licenses/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    const place = hrefs.filter((href) => /^\/licenses\/[0-9a-f-]{36}$/.test(href)).find((href) => !places.includes(href)) ?? '';
    places.push(place);
    return { code, place };
  };
  const places: string[] = [];
  const activate = (code: string, device: string) =>
    gatehouse.ask('/api/v1/activations', {
      product: 'lantern',
      code,
      device: { fingerprint: [device.repeat(64)], name: `Laptop ${device}` },
    });

  const first = await buy(1);
  expect((await activate(first.code, 'a')).status).toBe(201);
  await desk.goto(`/staff${first.place}/top-up`);
  await desk.getByLabel(licenses.get('top-up-seats'), { exact: true }).fill('1');
  await desk.locator('input[name=transition_days]').fill('14');
  await desk.getByRole('button', { name: licenses.get('top-up-now'), exact: true }).click();
  await expect(desk.getByText(licenses.get('top-up-done'))).toBeVisible();
  const grown = await mailbox.mailTo(customer.email, licenses.get('mail-topped-up-title', { product: 'Lantern' }));
  const code = CODE.exec(grown.text)?.[0] ?? 'the mail has no code';
  await page.goto(first.place);
  await expect(page.getByText(licenses.get('life-devices-title', { count: 1 }))).toBeVisible();
  await expect(page.locator('#old-codes')).toContainText('Laptop a');
  expect((await activate(code, 'a')).status).toBe(200);
  await page.reload();
  await expect(page.locator('#old-codes')).toHaveCount(0);

  await page.goto(`${first.place}/merge`);
  await expect(page.getByText(licenses.get('life-only-at-renewal'))).toBeVisible();
  const second = await buy(2);
  expect((await activate(second.code, 'b')).status).toBe(201);
  await buy(4);
  await page.goto(first.place);
  await page.getByRole('link', { name: licenses.get('merge'), exact: true }).click();
  await page.getByRole('button', { name: licenses.get('merge-preview'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: licenses.get('merge-preview-title') })).toBeVisible();
  await page.getByRole('button', { name: licenses.get('merge-confirm'), exact: true }).click();
  await expect(page.getByText(licenses.get('merge-done'))).toBeVisible();
  await expect(page.getByText(licenses.get('life-devices-title', { count: 2 }))).toBeVisible();
  await mailbox.mailTo(customer.email, licenses.get('mail-merged-title', { product: 'Lantern' }));

  await page.getByRole('link', { name: licenses.get('merge-undo'), exact: true }).click();
  await page.getByRole('button', { name: licenses.get('merge-undo'), exact: true }).click();
  await expect(page.getByText(licenses.get('merge-undone'))).toBeVisible();
  expect((await activate(second.code, 'c')).status).toBe(201);
});
