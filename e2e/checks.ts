// What every page must hold: no violation of its content security policy, no overflow, no barrier, and speed.

import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, type Cookie, expect, type Page } from '@playwright/test';
import { launch } from 'chrome-launcher';
import { chromiumFlags, chromiumPath } from './chromium.mjs';

/** WCAG 2.2 AA and axe's best practice. */
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Collects what must never happen in any page of the context, from now on. `origin` is the only one it may speak to. */
export function watch(context: BrowserContext, origin: string): string[] {
  const faults: string[] = [];
  context.on('console', (message) => {
    if (/content security policy|trusted ?(type|html|script)/i.test(message.text())) {
      faults.push(`policy violated on ${message.page()?.url()}: ${message.text()}`);
    }
  });
  context.on('weberror', (error) => {
    // The browser's own animation between two pages, cut short by the next click: no script of ours, and seen without script too.
    if (error.error().message.startsWith('Transition was ')) return;
    faults.push(`script error on ${error.page()?.url()}: ${error.error().message}`);
  });
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) faults.push(`request to a third party: ${url}`);
  });
  return faults;
}

/** Nothing reaches beyond the right edge at this width (320 px: WCAG 1.4.10). The page keeps its size afterwards. */
export async function noOverflow(page: Page, width = 320): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width, height: 640 });
  const wide = await page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) return [];
    const reaching = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > edge + 0.5);
    const names = reaching.map((e) => `${e.tagName.toLowerCase()}${[...e.classList].map((name) => `.${name}`).join('')}`);
    return [`${document.documentElement.scrollWidth} px wide`, ...names.slice(0, 5)];
  });
  if (size) await page.setViewportSize(size);
  expect(wide, `${page.url()} overflows at ${width} px`).toEqual([]);
}

const COPY = { bypassCSP: true, javaScriptEnabled: true, reducedMotion: 'reduce' } as const;

/** One context for the copies of each browser, so that their styles, scripts and fonts are loaded once. */
const copies = new WeakMap<Browser, Promise<Page>>();

/**
 * No violation in the light and in the dark. A copy of what the page shows now is checked in a context of its own, also after a form was
 * refused: axe needs scripts and styles that the page's policy rightly forbids, and the copy comes without the policy.
 */
export async function axe(page: Page): Promise<void> {
  const browser = page.context().browser();
  if (!browser) throw new Error('axe needs a context that belongs to a browser');
  const body = await page.content();
  const opened = copies.get(browser) ?? browser.newContext(COPY).then((context) => context.newPage());
  copies.set(browser, opened);
  const copy = await opened;
  const found: string[] = [];
  const note = (scheme: string, { violations }: Awaited<ReturnType<AxeBuilder['analyze']>>) => {
    for (const { id, help, nodes } of violations) {
      found.push(`${scheme}: ${id} (${help}): ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
    }
  };
  await copy.setViewportSize(page.viewportSize() ?? { width: 1280, height: 800 });
  await copy.emulateMedia({ colorScheme: 'light' });
  await copy.route(page.url(), (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
  await copy.goto(page.url(), { waitUntil: 'load' });
  // The pages have no frames, for which alone axe would open more pages.
  // Selectors of what is in order take most of its time, and nobody reads them.
  const wanted = { selectors: false, resultTypes: ['violations' as const] };
  const builder = () => new AxeBuilder({ page: copy }).setLegacyMode().options(wanted);
  note('light', await builder().withTags(AXE_TAGS).analyze());
  // Of all that axe looks at, only colors differ.
  await copy.emulateMedia({ colorScheme: 'dark' });
  note('dark', await builder().withRules(['color-contrast']).analyze());
  await copy.unrouteAll();
  expect(found, `${page.url()} has barriers`).toEqual([]);
}

/** Lighthouse's scores, 0 to 100. */
export interface Scores {
  /** Its score of performance without the blocking time, which says how busy the machine is: first and largest paint, speed index, shift. */
  paint: number;
  accessibility: number;
  bestPractices: number;
  /** The audits that cost points, as `id: title`. */
  lost: string[];
}

/** Lighthouse's own weights of what `paint` counts. */
const PAINT = {
  'first-contentful-paint': 10,
  'largest-contentful-paint': 25,
  'speed-index': 10,
  'cumulative-layout-shift': 25,
};

/**
 * Measures a page as on a mid-range phone (Lighthouse's mobile preset). Other tests run beside it and can only make it slower: so
 * it measures up to `runs` times and gives the fastest, and stops as soon as `enough` is reached.
 */
export async function lighthouse(url: string, cookies: Cookie[] = [], runs = 3, enough = 95): Promise<Scores> {
  let best: Scores | undefined;
  let failure = 'needs at least one run';
  for (let run = 0; run < runs && (best?.paint ?? 0) < enough; run += 1) {
    const scores = await lighthouseOnce(url, cookies);
    if (typeof scores === 'string') failure = scores;
    else if (!best || scores.paint > best.paint) best = scores;
  }
  if (!best) throw new Error(`Lighthouse: ${failure}`);
  return best;
}

/** The scores, or why there are none: on a busy machine it may miss a page's beginning and asks to be run again. */
async function lighthouseOnce(url: string, cookies: Cookie[]): Promise<Scores | string> {
  // Every worker loads this file, and nearly all do without: it takes two seconds.
  const { default: lighthouseRun } = await import('lighthouse');
  const chrome = await launch({ chromePath: chromiumPath(), chromeFlags: ['--headless=new', ...chromiumFlags()] });
  try {
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const outcome = await lighthouseRun(url, {
      port: chrome.port,
      logLevel: 'error',
      onlyCategories: ['performance', 'accessibility', 'best-practices'],
      ...(cookie ? { extraHeaders: { Cookie: cookie } } : {}),
    });
    if (!outcome) throw new Error('Lighthouse gave no result');
    const { categories, audits, runtimeError } = outcome.lhr;
    if (runtimeError) return runtimeError.message;
    const score = (name: string) => Math.round((categories[name]?.score ?? 0) * 100);
    const weighed = Object.entries(PAINT).map(([name, weight]) => weight * (audits[name]?.score ?? 0));
    const all = Object.values(PAINT).reduce((sum, weight) => sum + weight, 0);
    const lost = Object.values(audits).filter((audit) => audit.score !== null && audit.score < 0.9);
    return {
      paint: Math.round((100 * weighed.reduce((sum, one) => sum + one, 0)) / all),
      accessibility: score('accessibility'),
      bestPractices: score('best-practices'),
      lost: lost.map(({ id, title }) => `${id}: ${title}`),
    };
  } finally {
    chrome.kill();
  }
}
