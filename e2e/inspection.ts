// A walk through pages that looks at each: does it answer, in each language, without overflow and without barriers? Everything that is
// wrong on the way is reported at once, not only the first thing.

import { expect, type Page } from '@playwright/test';
import { axe, noOverflow } from './checks.ts';
import { languages } from './texts.ts';

/** Where WCAG 1.4.10 looks for overflow. */
const NARROW = { width: 320, height: 640 };

export class Inspection {
  readonly #faults: string[] = [];

  constructor(readonly page: Page) {}

  /** Opens the address in every language, English last, which it stays in. `status` is what it must answer. */
  async visit(address: string, status = 200): Promise<void> {
    const size = this.page.viewportSize();
    await this.page.setViewportSize(NARROW);
    for (const language of [...languages].reverse()) {
      const { pathname, search } = new URL(address, 'http://here.invalid');
      const answer = await this.page.goto(`${pathname}${search}${search ? '&' : '?'}lang=${language}`);
      await this.#note(async () => {
        expect(answer?.status(), `${pathname} answers`).toBe(status);
        expect(await this.page.locator('html').getAttribute('lang'), `${pathname} in ${language}`).toBe(language);
        expect(await this.page.locator('h1').count(), `${pathname} in ${language} has one first heading`).toBe(1);
        await noOverflow(this.page);
      });
    }
    if (size) await this.page.setViewportSize(size);
    await this.#note(() => axe(this.page));
  }

  /** Looks at what the page shows now, such as a form that was refused. */
  async here(): Promise<void> {
    await this.#note(() => noOverflow(this.page));
    await this.#note(() => axe(this.page));
  }

  /** Fails when anything was wrong. */
  end(): void {
    expect(this.#faults.join('\n\n')).toBe('');
  }

  async #note(check: () => Promise<void>): Promise<void> {
    try {
      await check();
    } catch (fault) {
      this.#faults.push(`${this.page.url()}: ${fault instanceof Error ? fault.message : String(fault)}`);
    }
  }
}
