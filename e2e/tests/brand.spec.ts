// A vendor makes the portal its own, in the console; then nothing of Gatehouse is left for its customers.

import { deflateSync } from 'node:zlib';
import { axe, Clerk, Customer, expect, linkIn, noOverflow, test } from '../fixtures.ts';
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

// ALL-1, ALL-2, ALL-3, ALL-4
test('another vendor chooses name, hue, logo, links and Japanese first, and nothing of the first is left', async ({
  browser,
  engine,
  mailbox,
  unique,
}) => {
  test.setTimeout(180_000);
  // A brand is of a whole installation, so this one is the test's own.
  const gatehouse = await Gatehouse.start(engine, mailbox.port);
  const [t, web] = [new Texts('en', 'staff'), new Texts('en', 'web')];
  const office = await browser.newContext({ baseURL: gatehouse.origin, locale: 'en-US' });
  const faults = watch(office, gatehouse.origin);
  try {
    const page = await office.newPage();
    const clerk = new Clerk('clerk@example.com', gatehouse.demo.password, gatehouse.demo.secret);
    await clerk.signIn(page, 'en');
    await page.goto('/staff/settings/brand');
    const field = (id: string) => page.getByLabel(`${t.get(id)} ${web.get('form-optional')}`, { exact: true });

    // Too strong a green: refused, with what would do.
    await field('brand-hue').fill('190');
    await field('brand-chroma').fill('300');
    await page.getByRole('button', { name: t.get('save'), exact: true }).click();
    const refused = page.getByRole('alert').first();
    await expect(refused).toContainText('4.5:1');
    const [, hue = '', chroma = ''] = /hue (\d+), strength (\d+)/.exec(await refused.innerText()) ?? [];
    expect(Number(hue)).not.toBe(190);

    // The preview follows what is typed.
    const button = page.locator('.brand-preview .fake').first();
    const before = await button.evaluate((element) => getComputedStyle(element).backgroundColor);
    await field('brand-hue').fill('300');
    await field('brand-chroma').fill('150');
    await expect.poll(() => button.evaluate((element) => getComputedStyle(element).backgroundColor)).not.toBe(before);
    expect(Number(chroma)).toBeGreaterThan(0);

    await field('brand-name').fill('Northwind Security');
    await page.locator('#f-help').fill('https://help.northwind.example');
    await page.locator('#f-privacy').fill('https://northwind.example/privacy');
    await page.locator('#f-address').fill('1 Harbour Road\nLondon');
    await page.locator('#f-first_language').selectOption('ja');
    await page.getByRole('checkbox', { name: 'Русский' }).uncheck();
    await page.getByRole('button', { name: t.get('save'), exact: true }).click();
    await expect(page.getByText(t.get('saved'))).toBeVisible();
    await page.locator('#f-logo').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png(400, 100, [108, 68, 164]) });
    await page.locator('#logo').getByRole('button', { name: new RegExp(`^${t.get('brand-upload')}`) }).click();
    await expect(page.getByText(t.get('brand-picture-saved'))).toBeVisible();
    await axe(page);
    await noOverflow(page);

    const street = await browser.newContext({ baseURL: gatehouse.origin, locale: 'de-DE' });
    const more = watch(street, gatehouse.origin);
    const visitor = new Customer(await street.newPage(), `${unique('aiko')}@example.com`, 'ja', mailbox);
    await visitor.register();
    for (const path of ['/sign-in', '/register', '/no-such-page']) {
      await visitor.page.goto(path);
      const html = await visitor.page.content();
      expect(html).toContain('<html lang="ja"');
      expect(html).not.toContain('Gatehouse');
      expect(html).not.toContain('Русский');
      await expect(visitor.page.getByRole('img', { name: 'Northwind Security' }).first()).toBeVisible();
      await expect(visitor.page.locator('a[href="https://help.northwind.example"]')).toBeVisible();
      await axe(visitor.page);
    }
    const mail = await visitor.confirm();
    for (const part of [mail.html, mail.text]) {
      expect(part).not.toContain('Gatehouse');
      expect(part).toContain('1 Harbour Road');
    }
    expect(mail.html).toContain(`${gatehouse.origin}/_brand/`);
    expect(linkIn(mail, /\/confirm/)).toContain('/confirm');
    await street.close();
    expect([...faults, ...more]).toEqual([]);
  } finally {
    await office.close();
    await gatehouse.remove();
  }
});
