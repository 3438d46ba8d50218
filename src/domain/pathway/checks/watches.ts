import { formsOf } from '../../medicines/watch';
import { type Check, type Finding, foundIf } from './finding';

/** What is asked as long as a medicine is taken: of classes that can be named, by a check-in that asks about medicines. */
export const medicineWatches: Check = ({ medicines, checkIns }, { instruments }) =>
  (medicines?.watch ?? []).flatMap(({ classes, checkIn: name }, index): Finding[] => {
    const path = ['medicines', 'watch', index];
    const checkIn = checkIns.find(({ id }) => id === name);
    const unknown = classes.filter((each) => medicines?.classes.includes(each) !== true);
    return [
      ...unknown.map((each): Finding => {
        const reason = `names "${each}", which is no class under medicines.classes`;
        return { rule: 'name.unknown', path: [...path, 'classes'], reason, fix: 'add it there or correct the name' };
      }),
      ...foundIf(
        checkIn === undefined,
        'name.unknown',
        [...path, 'checkIn'],
        `names "${name}", which is no check-in of this pathway`,
        'define it under checkIns or correct the name',
      ),
      ...foundIf(
        checkIn !== undefined && formsOf({ instruments }, checkIn).length === 0,
        'watch.asks-nothing',
        [...path, 'checkIn'],
        `asks "${name}", which has no form about medicines alone`,
        'let it ask one whose every question is a safety question of the class medication',
      ),
    ];
  });
