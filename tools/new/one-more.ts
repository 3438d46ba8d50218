// What there can be one more of, where it stands, what knows it by name, and how `npm run new` begins it. The table of
// CONTRIBUTING.md is made from this list; a test makes one of each in a copy of the house and counts what was touched.

/** A beginning is a copy of the simplest sibling, with the sibling's name replaced: there is no template to grow stale. */
export type OneMore = {
  what: string;
  /** The sibling, as files and tables write it. */
  sibling: string;
  /** Files or folders that are copied; `*` is the name. */
  home: string[];
  /** Files in which each line about the sibling is repeated for the new one. */
  tables: string[];
  /** What else a test asks for: pages that name each of them, files that are made anew by the command the test says. */
  asked: string[];
  /** The test that fails until somebody says what the new one does; `*` is the name. */
  test: string;
};

export const oneMore = {
  leaf: {
    what: 'leaf of the rule language',
    sibling: 'elapsed',
    home: ['src/domain/rules/leaves/*.ts'],
    tables: ['src/domain/rules/leaves/index.ts'],
    asked: ['pathways/pathway.schema.json', 'docs/pathway-language.md'],
    test: 'test/domain/rules/leaves/*.test.ts',
  },
  stage: {
    what: 'kind of stage',
    sibling: 'surgical-review',
    home: ['src/domain/stages/*'],
    tables: ['src/domain/words/choices.ts', 'src/domain/stages/registry.ts'],
    asked: ['pathways/pathway.schema.json', 'docs/pathway-language.md'],
    test: 'test/domain/stages/*.test.ts',
  },
  fact: {
    what: 'fact',
    sibling: 'diagnosis.recorded',
    home: [],
    tables: [
      'src/domain/words/event.ts',
      'src/domain/facts/clinical.ts',
      'src/domain/telling/fact-titles.ts',
      'src/domain/possible/forms/tests.ts',
    ],
    asked: ['test/api/golden/authority.md'],
    test: 'test/domain/facts/*.test.ts',
  },
  instrument: {
    what: 'instrument',
    sibling: 'pgic',
    home: ['instruments/*.yaml'],
    tables: [],
    asked: [],
    test: 'test/domain/instrument/*.test.ts',
  },
  pathway: {
    what: 'pathway',
    sibling: 'knee-osteoarthritis',
    home: ['pathways/*'],
    tables: [],
    asked: [],
    test: 'test/pathways/*.test.ts',
  },
} satisfies Record<string, OneMore>;
export type Kind = keyof typeof oneMore;

/** What is added by hand: its table does not compile, or its check does not pass, while the line is missing. */
export const byHand = [
  { what: 'check of pathways', home: 'src/domain/pathway/checks/', table: 'src/domain/pathway/checks/check.ts' },
  { what: 'kind of task', home: 'src/domain/words/task-kinds.ts', table: 'src/domain/promises/tasks.ts' },
  { what: 'way out of the building', home: 'src/mail/', table: 'src/mail/channel.ts' },
  { what: 'setting', home: 'src/config/settings.ts', table: 'src/config/config.ts' },
  { what: 'migration', home: 'src/storage/migrations/', table: 'src/storage/house/migrate.ts' },
] as const;
