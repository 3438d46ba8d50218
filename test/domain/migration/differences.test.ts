import { changedNumbers, settingsDifferences } from '../../../src/domain/migration/differences';
import { stagesIn, withValue } from '../../../src/domain/pathway/places';
import { wholeRules } from '../../support/care/whole';

const { pathway, clinic } = wholeRules();

describe('what two versions of a clinic’s settings say differently', () => {
  it('is told field by field, with null for what one of them does not have, and without the number of the version', () => {
    const after = {
      ...clinic,
      emergencyNumber: '999',
      version: clinic.version + 1,
      optionalStages: { injection: true },
    };

    expect(settingsDifferences({ ...clinic, emergencyNumber: '112' }, after)).toEqual([
      { path: 'emergencyNumber', before: '"112"', after: '"999"' },
      { path: 'optionalStages', before: '{}', after: null },
      { path: 'optionalStages.injection', before: null, after: 'true' },
    ]);
  });
});

describe('what two versions of a stage say differently', () => {
  const found = stagesIn(pathway).find(({ stage }) => stage.id === 'second-trial');
  if (found?.stage.kind !== 'medication-trial') throw new Error('no trial');
  const { stage, path } = found;

  it('is not the order of a list whose things have names', () => {
    expect(changedNumbers('care/second-trial', stage, { ...stage, adequacy: stage.adequacy.toReversed() })).toEqual([]);
  });

  it('names the days of a destination as the file does', () => {
    const place = ['gateWhen', 'not-yet-adequate', 'approve', 'again', 'afterDays'];
    const changed = withValue(pathway, [...path, ...place], 35);
    const after = stagesIn(changed).find((each) => each.stage.id === 'second-trial')?.stage;

    expect(after && changedNumbers('care/second-trial', stage, after)).toEqual([
      { place: `care/second-trial/${place.join('/')}`, before: '28', after: '35' },
    ]);
  });
});
