// What a journey is written with: `import { expect, test } from '../fixtures.ts'`.
//
// Each worker starts the real program once, with a data folder and an SMTP server of its own; tests of one worker share it, so each
// makes its own people and codes (`unique`). A test fails when any of its pages violates the content security
// policy, has a script error or calls a third party, or when the program panics, whatever else it checks.

import { randomBytes } from 'node:crypto';
import { test as base, type BrowserContext, type BrowserContextOptions } from '@playwright/test';
import { watch } from './checks.ts';
import { type Engine, Gatehouse } from './gatehouse.ts';
import { Clerk, Customer } from './people.ts';
import { Mailbox } from './smtp.ts';
import { type Language, Texts } from './texts.ts';

export { expect } from '@playwright/test';
export { axe, lighthouse, noOverflow } from './checks.ts';
export { Inspection } from './inspection.ts';
export { Clerk, Customer, PASSWORD } from './people.ts';
export { demoMails, type Engine } from './demo.ts';
export { linkIn, type Mail, type Mailbox } from './smtp.ts';
export { type Language, languages, type Texts } from './texts.ts';
export { Authenticator, totp } from './totp.mjs';

export interface TestOptions {
  /** The browser's language; `test.use({ language: 'ja' })`. */
  language: Language;
}

export interface WorkerOptions {
  engine: Engine;
}

interface TestFixtures {
  /** The program's words in the test's language: `texts('accounts').get('sign-in')`. */
  texts: (crate: string) => Texts;
  /** A person or thing that no other test has: `unique('aiko')` is `aiko-3f2c9a…`. */
  unique: (word: string) => string;
  /** The customer at the test's page, who has no account yet. */
  customer: Customer;
  /** One more browser, guarded as the test's own: for a second device or person. */
  newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  guard: void;
}

interface WorkerFixtures {
  mailbox: Mailbox;
  gatehouse: Gatehouse;
  /** The clerk of the demo content, with their authenticator app. */
  clerk: Clerk;
}

const LOCALES: Record<Language, string> = { en: 'en-US', ja: 'ja-JP', ru: 'ru-RU' };

export const test = base.extend<TestOptions & TestFixtures, WorkerOptions & WorkerFixtures>({
  engine: ['sqlite', { scope: 'worker', option: true }],
  language: ['en', { option: true }],

  mailbox: [
    async ({}, use) => {
      const mailbox = await Mailbox.start();
      await use(mailbox);
      await mailbox.stop();
    },
    { scope: 'worker' },
  ],

  gatehouse: [
    async ({ engine, mailbox }, use) => {
      const gatehouse = await Gatehouse.start(engine, mailbox.port);
      await use(gatehouse);
      await gatehouse.remove();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  clerk: [
    async ({ gatehouse: { demo } }, use) => use(new Clerk('clerk@example.com', demo.password, demo.secret)),
    { scope: 'worker' },
  ],

  baseURL: async ({ gatehouse }, use) => use(gatehouse.origin),
  locale: async ({ language }, use) => use(LOCALES[language]),

  texts: async ({ language }, use) => use((crate) => new Texts(language, crate)),
  unique: async ({}, use) => use((word) => `${word}-${randomBytes(5).toString('hex')}`),

  customer: async ({ page, language, mailbox, javaScriptEnabled, unique }, use) =>
    use(new Customer(page, `${unique('customer')}@example.com`, language, mailbox, javaScriptEnabled !== false)),

  context: async ({ context, gatehouse }, use) => {
    const faults = watch(context, gatehouse.origin);
    await use(context);
    refuse(faults);
  },

  newContext: async ({ browser, contextOptions, gatehouse, locale, viewport, javaScriptEnabled }, use) => {
    const opened: BrowserContext[] = [];
    const faults: string[][] = [];
    await use(async (options = {}) => {
      const own = { baseURL: gatehouse.origin, locale, viewport, javaScriptEnabled };
      const context = await browser.newContext({ ...contextOptions, ...own, ...options });
      opened.push(context);
      faults.push(watch(context, gatehouse.origin));
      return context;
    });
    for (const context of opened) await context.close();
    refuse(faults.flat());
  },

  guard: [
    async ({ gatehouse }, use, testInfo) => {
      await use();
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('gatehouse.log', { body: gatehouse.log.join('\n'), contentType: 'text/plain' });
      }
      refuse(gatehouse.log.filter((line) => line.includes('panicked at')));
    },
    { auto: true },
  ],
});

function refuse(faults: string[]): void {
  if (faults.length > 0) throw new Error(`the journey was not clean:\n${faults.join('\n')}`);
}
