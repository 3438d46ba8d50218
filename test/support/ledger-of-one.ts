import { createLedgerFixture, type LedgerFixture } from './ledger-fixture';
import { createLedgerMoves } from './ledger-moves';

export type LedgerOfOne = {
  f: LedgerFixture;
  moves: ReturnType<typeof createLedgerMoves>;
  owner: Awaited<ReturnType<LedgerFixture['enrol']>>;
};

/** One ledger for a file of tests, emptied before each, with one new patient, whose messages they are. */
export function ledgerOfOne(given: (ledger: LedgerOfOne) => void): void {
  let f: LedgerFixture;
  let moves: LedgerOfOne['moves'];
  beforeAll(async () => {
    f = await createLedgerFixture();
    moves = createLedgerMoves(f);
  });
  beforeEach(async () => {
    await moves.emptyLedger();
    given({ f, moves, owner: await f.enrol() });
  });
  afterAll(async () => {
    await f.close();
  });
}
