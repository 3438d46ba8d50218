import { emptyHistory } from '../../../src/domain/check-ins/history';
import { readState, unreadable, upCast } from '../../../src/domain/step/up-cast';

describe('a stored snapshot', () => {
  it('of this version is read as it is', () => {
    const snapshot = { schemaVersion: 3, now: 5 };

    expect(upCast(snapshot)).toBe(snapshot);
  });

  it('of version 1 is read with nothing to look back at', () => {
    expect(upCast({ schemaVersion: 1, now: 5 })).toEqual({
      schemaVersion: 3,
      now: 5,
      history: emptyHistory(),
      askedOn: {},
      admission: null,
      transfer: null,
    });
  });

  it('of version 2 is read with the evaluation of a trial like that of the other stages', () => {
    const baseline = { peg: { value: 7, raw: 21, at: 1 } };
    const trial = { class: 'snri', stoppedOn: null };
    const second = {
      own: { kind: 'medication-trial', trial: { ...trial, evaluateOn: '2026-12-26', evaluations: 1, baseline } },
    };
    const waiting = { own: { kind: 'medication-trial', trial: null } };

    expect(upCast({ schemaVersion: 2, now: 5, tracks: [second, waiting] })).toEqual({
      schemaVersion: 3,
      now: 5,
      tracks: [
        {
          own: { kind: 'medication-trial', trial: { ...trial, evaluation: { on: '2026-12-26', times: 1, baseline } } },
        },
        waiting,
      ],
    });
  });

  it.each([[{ schemaVersion: 4 }], [{ schemaVersion: 3 }], [{ schemaVersion: 2 }], [{}], ['rubbish'], [7]])(
    'that cannot be read is said to be so, and throws nothing: %j',
    (snapshot) => {
      expect(readState(snapshot)).toBe(unreadable);
    },
  );

  it('that is not there yet is none', () => {
    expect(readState(null)).toBeNull();
  });

  it.each([[{ schemaVersion: 4 }], [{}], [null]])('of another version is refused by name: %j', (snapshot) => {
    expect(() => upCast(snapshot)).toThrow(/this release reads versions 1 to 3/);
  });
});
