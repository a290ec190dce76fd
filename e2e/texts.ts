// The program's own words in each language, read from the Fluent files that it was built from: a journey looks for what a
// person sees, and no text is written down twice.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';

export const languages = ['en', 'ja', 'ru'] as const;
export type Language = (typeof languages)[number];

/** The spaces at which the program lets no Russian line break, as ground/l10n/src/spaces.rs sets them. */
function withRussianSpaces(text: string): string {
  const between = [
    / (?=—)/g,
    /(?<=№) /g,
    /(?<=(?:^|[ («])[вкосу]) /gim,
    /(?<=[0-9}]) (?=(?:%|КБ|МБ|ГБ|байт|мин|ч)(?![\p{L}%]))/gu,
  ];
  return between.reduce((spaced, space) => spaced.replace(space, '\u00a0'), text);
}

export class Texts {
  readonly #bundle: FluentBundle;

  /** @param crate the crate's folder, whose messages are wanted, such as 'accounts' */
  constructor(
    readonly language: Language,
    readonly crate: string,
  ) {
    const root = join(import.meta.dirname, '..');
    const floor = ['ground', 'kits', 'modules', 'program'].find((name) => existsSync(join(root, name, crate)));
    if (!floor) throw new Error(`there is no crate ${crate}`);
    const folder = join(root, floor, crate, 'locales', language);
    // The program puts no isolation marks into its pages either.
    this.#bundle = new FluentBundle(language, { useIsolating: false });
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ftl'))) {
      const text = readFileSync(join(folder, file), 'utf8');
      const resource = new FluentResource(language === 'ru' ? withRussianSpaces(text) : text);
      const errors = this.#bundle.addResource(resource);
      if (errors.length > 0) throw errors[0];
    }
  }

  /** A message by its id, or one of its attributes as `id.attribute`. */
  get(id: string, values: Record<string, FluentVariable> = {}): string {
    const [name = '', attribute] = id.split('.');
    const message = this.#bundle.getMessage(name);
    const pattern = attribute ? message?.attributes[attribute] : message?.value;
    if (!pattern) throw new Error(`${this.crate}/locales/${this.language} has no message ${id}`);
    return this.#bundle.formatPattern(pattern, values);
  }
}
