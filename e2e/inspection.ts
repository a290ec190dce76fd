// A walk through pages that looks at each: does it answer, without overflow and without barriers? Everything that is wrong on the way is
// reported at once, not only the first thing.
//
// What a page is made of is looked at closely once: a page that has nothing that an earlier one had not is loaded in one language only. That
// each page answers in every language with one first heading, labels and texts is proven by the crawl in Rust
// (program/gatehouse/tests/it/pages.rs), which takes milliseconds a page.

import { expect, type Page } from '@playwright/test';
import { axe, noOverflow } from './checks.ts';
import { type Language, languages } from './texts.ts';

/** Where WCAG 1.4.10 looks for overflow. */
const NARROW = { width: 320, height: 640 };

/** Of what the pages of this worker were made so far: see `#isNew`. */
const seen = new Set<string>();

export class Inspection {
  readonly #faults: string[] = [];

  /** `language` is the one that the pages are in: the one with the longest words finds most of what overflows. */
  constructor(
    readonly page: Page,
    readonly language: Language,
  ) {}

  /** Opens the address, which must answer with `status`; in the other languages too, if it shows something new. */
  async visit(address: string, status = 200): Promise<void> {
    const size = this.page.viewportSize();
    await this.page.setViewportSize(NARROW);
    await this.#open(address, this.language, status);
    const isNew = await this.#isNew();
    if (isNew) {
      for (const language of languages.filter((other) => other !== this.language)) await this.#open(address, language, status);
      // The language stays: what is pressed next has its words.
      await this.#open(address, this.language, status);
    }
    if (size) await this.page.setViewportSize(size);
    if (isNew) await this.#note(() => axe(this.page));
  }

  /** Looks at what the page shows now, such as a form that was refused. */
  async here(): Promise<void> {
    await this.#note(() => noOverflow(this.page));
    if (await this.#isNew()) await this.#note(() => axe(this.page));
  }

  /** Fails when anything was wrong. */
  end(): void {
    expect(this.#faults.join('\n\n')).toBe('');
  }

  async #open(address: string, language: Language, status: number): Promise<void> {
    const { pathname, search } = new URL(address, 'http://here.invalid');
    const answer = await this.page.goto(`${pathname}${search}${search ? '&' : '?'}lang=${language}`);
    await this.#note(async () => {
      expect(answer?.status(), `${pathname} answers`).toBe(status);
      expect(await this.page.locator('html').getAttribute('lang'), `${pathname} in ${language}`).toBe(language);
      expect(await this.page.locator('h1').count(), `${pathname} in ${language} has one first heading`).toBe(1);
      await noOverflow(this.page);
    });
  }

  /** Whether the page has an element as no page before: by tag, classes, role and type. */
  async #isNew(): Promise<boolean> {
    const parts = await this.page.evaluate(() => {
      const kind = (element: Element) =>
        [element.tagName, ...[...element.classList].sort(), element.getAttribute('role'), element.getAttribute('type')].join('.');
      return [...new Set([...document.body.querySelectorAll('*:not(svg *)')].map(kind))];
    });
    const before = seen.size;
    for (const part of parts) seen.add(part);
    return seen.size > before;
  }

  async #note(check: () => Promise<void>): Promise<void> {
    try {
      await check();
    } catch (fault) {
      this.#faults.push(`${this.page.url()}: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  }
}
