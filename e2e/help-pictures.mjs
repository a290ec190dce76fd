// The pictures that stand in the program's articles: which page, and whose; `npm run shots -- help` takes them all.
//
// Each is the main part of a page, 720 px across, in the light theme, once for each language: modules/help/pictures/LANGUAGE/NAME.webp. They are built
// into the program, so each is made rougher until it has at most 30 KiB; the tests of the module hold them to that.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { chromiumFlags, chromiumPath } from './chromium.mjs';
import { enter, ROOT, start } from './stage.mjs';

/** @typedef {import('./stage.mjs').Program} Program */
/** @typedef {import('@playwright/test').Page} Page */

const LANGUAGES = ['en', 'ja', 'ru'];
const FOLDER = join(ROOT, 'modules', 'help', 'pictures');
const WIDTH = 720;
const HEIGHT = 480;
const MOST_BYTES = 30 * 1024;
const QUALITIES = [70, 55, 40, 25];

/** A page by what texts call its picture. @typedef {[name: string, address: string]} Shown */

/** @type {Shown[]} */
const VISITORS = [
  ['sign-in', '/sign-in'],
  ['forgot-password', '/forgot-password'],
  ['lost-code', '/lost-code'],
  ['key-file', '/key-file'],
  ['connect-product', '/device'],
];

/** Aiko has some of everything. @type {Shown[]} */
const CUSTOMER = [
  ['home', '/home'],
  ['licenses', '/licenses'],
  ['add-license', '/licenses/add'],
  ['devices', '/licenses/devices'],
  ['renewals', '/licenses/renewals'],
  ['profile', '/account'],
  ['security', '/account/security'],
  ['sessions', '/account/sessions'],
  ['purchases', '/account/purchases'],
  ['export', '/account/export'],
  ['connected-apps', '/account/apps'],
  ['request-form', '/requests/new'],
  ['requests', '/requests'],
];

/** Dana owns a freight company. @type {Shown[]} */
const COMPANY = [
  ['company-users', '/c/ostermoor-freight/users'],
  ['company-invitations', '/c/ostermoor-freight/invitations'],
];

/** Takes those whose names have one of these parts; all without parts. @param {string[]} only */
export async function takeHelpPictures(only) {
  for (const language of LANGUAGES) await mkdir(join(FOLDER, language), { recursive: true });
  const program = await start();
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: chromiumFlags() });
  /** @type {(enters: (page: Page) => Promise<void>, shown: Shown[]) => Promise<void>} */
  const take = async (enters, shown) => {
    const wanted = shown.filter(([name]) => only.length === 0 || only.some((part) => name.includes(part)));
    if (wanted.length === 0) return;
    const context = await browser.newContext({ reducedMotion: 'reduce', timezoneId: 'Asia/Tokyo', colorScheme: 'light' });
    const page = await context.newPage();
    await enters(page);
    await page.setViewportSize({ width: WIDTH, height: 900 });
    for (const one of wanted) for (const language of LANGUAGES) await takeOne(page, program, one, language);
    await context.close();
  };
  try {
    await take(async () => {}, VISITORS);
    await take((page) => enter(page, program, 'aiko@example.com'), CUSTOMER);
    await take((page) => enter(page, program, 'dana@ostermoor.test'), COMPANY);
  } finally {
    await browser.close();
    await program.stop();
  }
}

/** @param {Page} page @param {Program} program @param {Shown} shown @param {string} language */
async function takeOne(page, program, [name, address], language) {
  await page.goto(`${program.origin}${address}?lang=${language}`);
  await page.evaluate(() => document.fonts.ready);
  const box = await page.locator('main').first().boundingBox();
  if (!box) throw new Error(`${address} has no main part`);
  const clip = { x: box.x, y: box.y, width: Math.min(box.width, WIDTH), height: Math.min(box.height, HEIGHT), scale: 1 };
  const session = await page.context().newCDPSession(page);
  for (const quality of QUALITIES) {
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality, clip });
    const bytes = Buffer.from(data, 'base64');
    if (bytes.length > MOST_BYTES && quality !== QUALITIES.at(-1)) continue;
    if (bytes.length > MOST_BYTES) process.stderr.write(`${language}/${name}.webp has ${bytes.length} bytes\n`);
    await writeFile(join(FOLDER, language, `${name}.webp`), bytes);
    break;
  }
  await session.detach();
}
