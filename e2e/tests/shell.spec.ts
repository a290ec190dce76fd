// The shell on narrow screens and with many places, and how few presses lead to a license and its code.

import type { Page } from '@playwright/test';
import { expect, type Language, linkIn, noOverflow, PASSWORD, test } from '../fixtures.ts';

/** Counts what a person presses. */
class Presses {
  count = 0;

  async on(press: Promise<unknown>): Promise<void> {
    this.count += 1;
    await press;
  }
}

// LIC-5, LIC-12
test('a bought code is in the account two presses after home, and shown and copied two more later', async ({
  page,
  customer,
  gatehouse,
  texts,
}) => {
  const [licenses, web] = [texts('licenses'), texts('web')];
  await customer.settleIn();
  await page.goto('/home');
  const code = gatehouse.demo.siteCode;
  const adding = new Presses();
  await adding.on(page.getByRole('link', { name: licenses.get('customer-add'), exact: true }).first().click());
  await page.getByLabel(licenses.get('customer-add-code'), { exact: true }).fill(code);
  await adding.on(page.getByRole('button', { name: licenses.get('customer-add-button'), exact: true }).click());
  await expect(page.getByText(licenses.get('customer-added', { product: 'Lantern' }))).toBeVisible();
  expect(adding.count).toBeLessThanOrEqual(4);

  const showing = new Presses();
  const words = { name: licenses.get('customer-code-show'), exact: true };
  await showing.on(page.locator('main').getByRole('button', words).or(page.locator('main').getByRole('link', words)).first().click());
  await expect(page.locator('main').getByText(code, { exact: true })).toBeVisible();
  await showing.on(page.getByRole('button', { name: web.get('copy', { code }), exact: true }).click());
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  expect(showing.count).toBeLessThanOrEqual(2);
});

// ACC-1, ACC-2, LIC-6
test('a new customer is at the empty list of licenses four presses after the first page', async ({ page, customer, mailbox, texts }) => {
  const [t, licenses] = [texts('accounts'), texts('licenses')];
  const presses = new Presses();
  // Somebody who wants the list is sent to sign in first, and registers there.
  await page.goto('/licenses');
  await presses.on(page.getByRole('link', { name: t.get('register') }).first().click());
  await page.getByLabel(t.get('email'), { exact: true }).fill(customer.email);
  await page.getByLabel(t.get('password'), { exact: true }).fill(PASSWORD);
  await page.getByLabel(t.get('password-again'), { exact: true }).fill(PASSWORD);
  await presses.on(customer.press('register'));
  await customer.sees('sent-title');
  const mail = await mailbox.mailTo(customer.email, t.get('mail-confirm-title'));
  await presses.on(page.goto(linkIn(mail, /\/confirm/)));
  await customer.fillPlace();
  await presses.on(customer.press('confirm-button'));
  await expect(page).toHaveURL(/\/licenses$/);
  await expect(page.getByRole('heading', { name: licenses.get('customer-empty-title') })).toBeVisible();
  expect(presses.count).toBeLessThanOrEqual(4);
});

/** What an address is a page of: ids and queries make no other page. */
function pattern(address: string): string {
  return address.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/\?.*$/, '');
}

/** Follows the links from these addresses, one address of each pattern, and gives what reaches beyond the edge at 320 px. */
async function walk(page: Page, starts: string[], skipped: RegExp, language: Language): Promise<{ seen: string[]; faults: string[] }> {
  await page.setViewportSize({ width: 320, height: 640 });
  const [waiting, seen, faults] = [[...starts], new Set<string>(), [] as string[]];
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (seen.has(pattern(address))) continue;
    seen.add(pattern(address));
    const answer = await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${language}`);
    // A page that asks for a fresh proof, or a file, is another one's matter.
    if (!answer?.headers()['content-type']?.includes('text/html')) continue;
    await noOverflow(page).catch((fault: Error) => faults.push(`${language}: ${fault.message}`));
    const links = await page.locator('a[href^="/"]:not([download])').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    waiting.push(...links.map((href) => href.replace(/#.*$/, '')).filter((href) => !skipped.test(href)));
  }
  return { seen: [...seen], faults };
}

for (const language of ['ru', 'ja'] as const) {
  test.describe(language, () => {
    test.use({ language });

    // ALL-1, ALL-2
    test('no page that a customer can reach scrolls sideways on a narrow phone', async ({ page, gatehouse, texts }) => {
      test.setTimeout(240_000);
      const t = texts('accounts');
      await page.goto(`/sign-in?lang=${language}`);
      await page.getByLabel(t.get('email'), { exact: true }).fill('aiko@example.com');
      await page.getByLabel(t.get('password'), { exact: true }).fill(gatehouse.demo.password);
      await page.getByRole('button', { name: t.get('sign-in'), exact: true }).click();
      await expect(page).toHaveURL(/\/home$/);
      const starts = ['/home', '/licenses', '/account', '/browsers', '/api/docs'];
      const { seen, faults } = await walk(page, starts, /^\/(staff|_|assets)|\.(csv|json|png|ics|webmanifest)|[?&]lang=/, language);
      expect(faults.join('\n')).toBe('');
      for (const one of ['/licenses/:id', '/licenses/add', '/account/security', '/downloads']) expect(seen, one).toContain(one);
    });

    // ALL-1, ALL-2, ALL-8
    test('no page of the console scrolls sideways on a narrow phone', async ({ page, clerk }) => {
      test.setTimeout(240_000);
      await clerk.enter(page, language);
      const { seen, faults } = await walk(page, ['/staff'], /^(?!\/staff)|\.(csv|json)|[?&]lang=|\/sign-out/, language);
      expect(faults.join('\n')).toBe('');
      const least = ['/staff/licenses/:id', '/staff/orders/:id', '/staff/catalog/:id', '/staff/members/:id', '/staff/settings/brand', '/staff/audit'];
      for (const one of least) expect(seen, one).toContain(one);
    });
  });
}

test.describe('ru', () => {
  test.use({ language: 'ru' });

  // ALL-1, ALL-2, ALL-8
  test('the sidebar holds thirty places with long names, on a small desk, a tablet and a phone', async ({ page, clerk, texts }) => {
    await clerk.enter(page, 'ru');
    const side = page.locator('nav.side');
    // As many as there will be with all modules: those that are there, again under longer names.
    const fill = () =>
      side.evaluate((nav) => {
        const lists = [...nav.querySelectorAll('ul')];
        const names = ['Заявки на проверку файлов', 'Индикаторы и механизмы', 'Сообщества и публикации', 'Запросы субъектов данных'];
        for (let n = nav.querySelectorAll('li:not(.only-phones)').length; n < 30; n += 1) {
          const list = lists[n % lists.length];
          const copy = list?.querySelector('li:not(.only-phones)')?.cloneNode(true);
          if (!list || !(copy instanceof HTMLElement)) continue;
          const label = copy.querySelector('.label');
          if (label) label.textContent = names[n % names.length] ?? '';
          const count = document.createElement('span');
          count.className = 'count';
          count.textContent = '128';
          copy.querySelector('a')?.append(count);
          list.append(copy);
        }
        for (const group of nav.querySelectorAll('details')) group.open = true;
        return nav.querySelectorAll('li:not(.only-phones)').length;
      });
    for (const [width, height] of [[1024, 768], [900, 700], [390, 844], [320, 640]] as const) {
      await page.setViewportSize({ width, height });
      await page.goto('/staff?lang=ru');
      expect(await fill()).toBeGreaterThanOrEqual(30);
      if (width < 768) await page.getByRole('button', { name: texts('web').get('nav-more') }).click();
      await expect(side).toBeVisible();
      await noOverflow(page, width);
      const shape = await side.evaluate((nav) => {
        const box = nav.getBoundingClientRect();
        const links = [...nav.querySelectorAll('li a')].filter((link) => link.getClientRects().length > 0);
        const rows = links.map((link) => link.getBoundingClientRect()).sort((a, b) => a.top - b.top);
        return {
          within: box.left >= 0 && box.right <= innerWidth + 0.5 && box.bottom <= innerHeight + 0.5,
          sideways: nav.scrollWidth > nav.clientWidth,
          cut: links.filter((link) => link.scrollWidth > link.clientWidth + 1).map((link) => link.textContent),
          lap: rows.filter((row, n) => n > 0 && row.top < (rows[n - 1]?.bottom ?? 0) - 0.5).length,
          low: Math.min(...rows.map((row) => row.height)),
        };
      });
      expect(shape, `at ${width} px`).toMatchObject({ within: true, sideways: false, cut: [], lap: 0 });
      expect(shape.low, `targets at ${width} px`).toBeGreaterThanOrEqual(24);
      // The last one can be reached.
      const last = side.locator('li:not(.only-phones) a').last();
      await last.scrollIntoViewIfNeeded();
      await expect(last).toBeInViewport();
    }
  });
});
