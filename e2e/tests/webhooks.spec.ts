// An administrator lets another system know what happens: the receiver has the secret, is checked, and gets signed messages that the public
// library vouches for; with a wrong secret it stays off.

import { watch } from '../checks.ts';
import { axe, expect, noOverflow, test } from '../fixtures.ts';
import { Gatehouse } from '../gatehouse.ts';
import { Clerk } from '../people.ts';
import { WebhookReceiver } from '../webhook-receiver.ts';

// ALL-7
test('another system is told what happens @journey', async ({ browser, engine, language, locale, mailbox, texts, unique }) => {
  test.setTimeout(180_000);
  const [t, kit] = [texts('staff'), texts('webhooks')];
  const receiver = await WebhookReceiver.start();
  const portal = await Gatehouse.start(engine, mailbox.port, { GATEHOUSE__REACH_LOOPBACK: 'true' });
  try {
    const context = await browser.newContext({ baseURL: portal.origin, locale });
    const faults = watch(context, portal.origin);
    const page = await context.newPage();
    const press = (id: string) => page.getByRole('button', { name: t.get(id), exact: true }).click();
    await new Clerk('clerk@example.com', portal.demo.password, portal.demo.secret).signIn(page, language);

    const name = unique('books');
    await page.goto('/staff/webhooks');
    await page.getByRole('link', { name: t.get('webhook-add'), exact: true }).click();
    await page.getByLabel(t.get('name'), { exact: true }).fill(name);
    await page.getByLabel(t.get('webhook-url'), { exact: true }).fill(receiver.url);
    await page.locator('input[name=types][value="*"]').check();
    await axe(page);
    await noOverflow(page);
    await press('webhook-add');
    await expect(page.getByRole('heading', { level: 1, name: t.get('webhook-secret-title') })).toBeVisible();
    const secret = /whsec_[A-Za-z0-9+/]+=*/.exec(await page.locator('main').innerText())?.[0] ?? '';
    await axe(page);
    await page.getByRole('link', { name: t.get('webhook-secret-kept'), exact: true }).click();

    // A receiver with another secret vouches for nothing, so nothing is switched on.
    receiver.secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    await press('webhook-switch-on');
    await expect(page.getByText(kit.get('refusal-challenge-status', { status: 401 }))).toBeVisible();
    receiver.secret = secret;
    await press('webhook-switch-on');
    await expect(page.getByText(t.get('webhook-is-on'))).toBeVisible();
    await press('webhook-test');
    await expect(page.getByText(t.get('webhook-tested'))).toBeVisible();
    await expect.poll(() => receiver.messages.map(({ type }) => type)).toContain('webhook.test');
    const told = receiver.messages.find(({ type }) => type === 'webhook.test');
    expect(told?.sequence).toBeGreaterThan(0);
    expect(receiver.refused).toBe(1);

    await page.getByRole('link', { name: t.get('deliveries-title'), exact: true }).click();
    await expect(page.locator('tbody')).toContainText('webhook.test');
    await expect(page.locator('tbody')).toContainText(t.get('delivery-delivered'));
    await axe(page);
    await noOverflow(page);
    await page.locator('tbody').getByRole('link', { name: 'webhook.test' }).first().click();
    await press('replay');
    await expect(page.getByText(t.get('replayed-one'))).toBeVisible();
    const same = () => receiver.messages.filter(({ sequence }) => sequence === told?.sequence).length;
    await expect.poll(same).toBe(2);
    expect(faults).toEqual([]);
    await context.close();
  } finally {
    await portal.stop();
    await receiver.stop();
  }
});
