// The export of one's own data: asked for, made by a job, told by mail, downloaded, and what is in it.

import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { axe, expect, linkIn, noOverflow, test } from '../fixtures.ts';

/** The files of a ZIP by their names, read by its directory. */
function unpack(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map<string, string>();
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const method = zip.readUInt16LE(at + 10);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => zip.readUInt16LE(at + place)) as [number, number, number];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const extra = zip.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    let [size, start] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)];
    // Sizes of any length stand in the field of zip64: first the whole one, then the packed one, then the place.
    for (let place = 0; place + 4 <= extra.length; place += 4 + extra.readUInt16LE(place + 2)) {
      if (extra.readUInt16LE(place) !== 1) continue;
      let next = place + 4;
      if (zip.readUInt32LE(at + 24) === 0xffffffff) next += 8;
      if (size === 0xffffffff) {
        size = Number(extra.readBigUInt64LE(next));
        next += 8;
      }
      if (start === 0xffffffff) start = Number(extra.readBigUInt64LE(next));
    }
    const content = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    const packed = zip.subarray(content, content + size);
    files.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}

// ACC-17, PRI-5, ALL-4
test('a customer gets a copy of their data', async ({ page, customer, mailbox, texts }) => {
  const t = texts('accounts');
  await customer.settleIn();
  await page.goto('/account/delete');
  await page.locator('main a.btn', { hasText: t.get('export-title') }).click();
  await customer.sees('export-title');
  await axe(page);
  await noOverflow(page);
  await customer.press('export-button');
  await expect(page.getByText(t.get('export-requested'))).toBeVisible();
  const mail = await mailbox.mailTo(customer.email, t.get('mail-export-title'));
  await page.goto(linkIn(mail, /\/account\/export/));
  await expect(page.getByText(t.get('export-ready-title'))).toBeVisible();
  await axe(page);
  const answer = page.waitForResponse(/\/account\/export\/file$/);
  const download = page.waitForEvent('download');
  await page.locator('a[href="/account/export/file"]').click();
  expect((await answer).headers()['content-type']).toBe('application/zip');
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/\.zip$/);
  const files = unpack(await readFile(await saved.path()));
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['index.html', 'manifest.json', 'data/accounts/profile.json', 'data/accounts/profile.csv', 'data/licenses/licenses.json']),
  );
  expect(JSON.parse(files.get('data/accounts/profile.json') ?? '[]')[0].email).toBe(customer.email);
  const html = files.get('index.html') ?? '';
  expect(html).toContain(customer.email);
  expect(html).not.toContain('<script');
});
