import { upCast } from '../../src/domain/up-cast';

describe('a stored snapshot', () => {
  it('of this version is read as it is', () => {
    const snapshot = { schemaVersion: 1, now: 5 };

    expect(upCast(snapshot)).toBe(snapshot);
  });

  it.each([[{ schemaVersion: 2 }], [{}], [null]])('of another version is refused by name: %j', (snapshot) => {
    expect(() => upCast(snapshot)).toThrow(/this release reads version 1/);
  });
});
