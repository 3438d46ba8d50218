import { emptyHistory } from '../../../src/domain/check-ins/history';
import { readState, unreadable, upCast } from '../../../src/domain/step/up-cast';

describe('a stored snapshot', () => {
  it('of this version is read as it is', () => {
    const snapshot = { schemaVersion: 2, now: 5 };

    expect(upCast(snapshot)).toBe(snapshot);
  });

  it('of version 1 is read with nothing to look back at', () => {
    expect(upCast({ schemaVersion: 1, now: 5 })).toEqual({
      schemaVersion: 2,
      now: 5,
      history: emptyHistory(),
      askedOn: {},
      admission: null,
      transfer: null,
    });
  });

  it.each([[{ schemaVersion: 3 }], [{ schemaVersion: 2 }], [{}], ['rubbish'], [7]])(
    'that cannot be read is said to be so, and throws nothing: %j',
    (snapshot) => {
      expect(readState(snapshot)).toBe(unreadable);
    },
  );

  it('that is not there yet is none', () => {
    expect(readState(null)).toBeNull();
  });

  it.each([[{ schemaVersion: 3 }], [{}], [null]])('of another version is refused by name: %j', (snapshot) => {
    expect(() => upCast(snapshot)).toThrow(/this release reads versions 1 and 2/);
  });
});
