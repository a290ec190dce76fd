// Another vendor makes the portal its own, in the console; then nothing of the one before is left for its customers.

import { deflateSync } from 'node:zlib';
import type { Locator, Page } from '@playwright/test';
import { axe, Clerk, Customer, expect, linkIn, noOverflow, PASSWORD, test } from '../fixtures.ts';
import { watch } from '../checks.ts';
import { Gatehouse } from '../gatehouse.ts';
import { Texts } from '../texts.ts';

/** A PNG of one color (W3C PNG). */
function png(width: number, height: number, color: [number, number, number]): Buffer {
  const table = Array.from({ length: 256 }, (_, n) => {
    let crc = n;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc >>> 0;
  });
  const chunk = (kind: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
    let crc = 0xffffffff;
    for (const byte of body) crc = (crc >>> 8) ^ (table[(crc ^ byte) & 0xff] ?? 0);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(content.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
    return out;
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const line = Buffer.concat([Buffer.from([0]), Buffer.from(Array.from({ length: width }, () => color).flat())]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => line)));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Words of the demo's vendor and of the program, none of which a customer of another vendor may see. */
const OTHERS = ['Skerrylight', 'skerrylight', 'Lamp Quay', '/_brand/look-300-', 'Gatehouse', 'favicon.svg'];

/** Fails where the text has anything of another vendor. */
function isItsOwn(text: string, others: string[], where: string): void {
  expect(others.filter((word) => text.includes(word)), where).toEqual([]);
}

/** The names of the pictures that a page shows of its vendor. */
async function pictures(page: Page): Promise<string[]> {
  const html = await page.content();
  return [...new Set(html.match(/\/_brand\/[^"' ?]+\.(?:png|jpe?g)/g) ?? [])];
}

// ALL-1, ALL-2, ALL-3, ALL-4
test('another vendor chooses name, hue, logo, links and Japanese first, and nothing of the first is left', async ({
  browser,
  engine,
  mailbox,
  unique,
}) => {
  test.setTimeout(180_000);
  // A brand is of a whole installation, so this one is the test's own. The demo's vendor is the first.
  const gatehouse = await Gatehouse.start(engine, mailbox.port);
  const [t, web] = [new Texts('en', 'staff'), new Texts('en', 'web')];
  const office = await browser.newContext({ baseURL: gatehouse.origin, locale: 'en-US' });
  const faults = watch(office, gatehouse.origin);
  try {
    const page = await office.newPage();
    await page.goto('/sign-in');
    await expect(page.getByRole('img', { name: 'Skerrylight' }).first()).toBeVisible();
    const others = [...OTHERS, ...(await pictures(page))];
    expect(others.length, 'the first vendor has a logo').toBeGreaterThan(OTHERS.length);

    const clerk = new Clerk('clerk@example.com', gatehouse.demo.password, gatehouse.demo.secret);
    await clerk.signIn(page, 'en');
    await page.goto('/staff/settings/brand');
    const field = (id: string) => page.getByLabel(`${t.get(id)} ${web.get('form-optional')}`, { exact: true });
    // The same words stand on the page from the time before, so it is the navigation that is waited for.
    const press = (button: Locator) => Promise.all([page.waitForEvent('framenavigated'), button.click()]);
    const save = () => press(page.getByRole('button', { name: t.get('save'), exact: true }));

    // Too strong a green: refused, with what would do.
    await field('brand-hue').fill('190');
    await field('brand-chroma').fill('300');
    await save();
    const refused = page.getByRole('alert').first();
    await expect(refused).toContainText('4.5:1');
    const [, hue = '', chroma = ''] = /hue (\d+), strength (\d+)/.exec(await refused.innerText()) ?? [];
    expect(Number(hue)).not.toBe(190);
    expect(Number(chroma)).toBeGreaterThan(0);
    // What is told would do: saved as it is.
    await field('brand-hue').fill(hue);
    await field('brand-chroma').fill(chroma);
    await save();
    await expect(page.getByText(t.get('saved'))).toBeVisible();

    // The preview follows what is typed.
    const button = page.locator('.brand-preview .fake').first();
    const before = await button.evaluate((element) => getComputedStyle(element).backgroundColor);
    await field('brand-hue').fill('270');
    await field('brand-chroma').fill('130');
    await expect.poll(() => button.evaluate((element) => getComputedStyle(element).backgroundColor)).not.toBe(before);

    await field('brand-name').fill('Northwind Security');
    await page.locator('#f-help').fill('https://help.northwind.example');
    await page.locator('#f-privacy').fill('https://northwind.example/privacy');
    await page.locator('#f-shop').fill('https://shop.northwind.example');
    for (const link of ['home', 'terms']) await page.locator(`#f-${link}`).fill('');
    await field('brand-sender').fill('Northwind');
    await page.locator('#f-address').fill('1 Harbour Road\nLondon');
    await page.locator('#f-first_language').selectOption('ja');
    await page.getByRole('checkbox', { name: 'Русский' }).uncheck();
    await save();
    await expect(page.getByText(t.get('saved'))).toBeVisible();
    for (const [slot, width, height] of [['logo', 400, 100], ['logo_dark', 400, 100], ['icon', 256, 256]] as const) {
      await page.locator(`#f-${slot}`).setInputFiles({ name: `${slot}.png`, mimeType: 'image/png', buffer: png(width, height, [40, 80, 140]) });
      const before = (await page.locator(`#${slot} img`).first().getAttribute('src')) ?? '';
      await press(page.locator(`#${slot}`).getByRole('button', { name: new RegExp(`^${t.get('brand-upload')}`) }));
      await expect(page.getByText(t.get('brand-picture-saved'))).toBeVisible();
      await expect(page.locator(`#${slot} img`).first()).not.toHaveAttribute('src', before);
    }
    await axe(page);
    await noOverflow(page);

    const street = await browser.newContext({ baseURL: gatehouse.origin, locale: 'de-DE' });
    const more = watch(street, gatehouse.origin);
    const visitor = new Customer(await street.newPage(), `${unique('aiko')}@example.com`, 'ja', mailbox);
    await visitor.register();
    /** The page in its own brand: answered so, with nothing of another one. */
    const look = async (path: string, status = 200) => {
      const answer = await visitor.page.goto(path);
      expect(answer?.status(), path).toBe(status);
      const html = await visitor.page.content();
      expect(html, path).toContain('<html lang="ja"');
      expect(html, path).not.toContain('Русский');
      isItsOwn(html, others, path);
      expect(html, path).toContain('/_brand/look-270-');
      await expect(visitor.page.getByRole('img', { name: 'Northwind Security' }).first(), path).toBeVisible();
    };
    for (const path of ['/', '/sign-in', '/register', '/forgot-password', '/browsers', '/staff/sign-in']) await look(path);
    await expect(visitor.page.locator('a[href="https://help.northwind.example"]')).toBeVisible();
    await look('/no-such-page', 404);
    await look('/confirm?token=wrong', 404);
    await look('/pause-emails', 410);
    await axe(visitor.page);
    isItsOwn(await (await street.request.get('/_brand/site.webmanifest')).text(), others, 'the manifest');

    const mail = await visitor.confirm();
    for (const part of [mail.html, mail.text, mail.subject, mail.headers['from'] ?? '']) isItsOwn(part, others, 'the confirmation mail');
    for (const part of [mail.html, mail.text]) expect(part).toContain('1 Harbour Road');
    expect(mail.html).toContain(`${gatehouse.origin}/_brand/`);
    expect(linkIn(mail, /\/confirm/)).toContain('/confirm');

    for (const path of ['/home', '/licenses', '/licenses/add', '/account', '/account/security', '/downloads']) await look(path);
    await look('/licenses/00000000-0000-0000-0000-000000000000', 404);
    await visitor.page.goto('/account/password');
    const changed = 'Brisk-Harvest-91';
    const words = new Texts('ja', 'accounts');
    await visitor.page.getByLabel(words.get('password-current'), { exact: true }).fill(PASSWORD);
    await visitor.page.getByLabel(words.get('password-new'), { exact: true }).fill(changed);
    await visitor.page.getByLabel(words.get('password-new-again'), { exact: true }).fill(changed);
    await visitor.press('change-button');
    const notice = await mailbox.mailTo(visitor.email, words.get('mail-changed-title'));
    for (const part of [notice.html, notice.text, notice.subject, notice.headers['from'] ?? '']) isItsOwn(part, others, 'the notice');
    await street.close();
    expect([...faults, ...more]).toEqual([]);
  } finally {
    await office.close();
    await gatehouse.remove();
  }
});
