import { formsOf } from '../../medicines/watch';
import { stagesIn } from '../places';
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

/** A class that nobody can name would never be asked about. */
export const listedBefore: Check = ({ medicines }) =>
  (medicines?.listBefore ?? []).flatMap((name, index) =>
    foundIf(
      medicines?.classes.includes(name) !== true,
      'name.unknown',
      ['medicines', 'listBefore', index],
      `names "${name}", which is no class under medicines.classes`,
      'add it there or correct the name',
    ),
  );

/** Whether a medicine was taken cannot be judged by what nobody is asked: no trial would ever be adequate. */
export const adherenceAsked: Check = (pathway, { instruments }) =>
  stagesIn(pathway).flatMap(({ stage, path }) => {
    if (stage.kind !== 'medication-trial' || !stage.adherence) return [];
    const { score } = stage.adherence;
    const classes = stage.adequacy.map((rule) => rule.class);
    const watches = (pathway.medicines?.watch ?? []).filter((one) =>
      one.classes.some((each) => classes.includes(each)),
    );
    const used = [...stage.checkIns, ...watches].map(({ checkIn }) => checkIn);
    const forms = pathway.checkIns.filter(({ id }) => used.includes(id)).flatMap(({ ask }) => ask);
    const isAsked = forms.some((id) => instruments[id]?.scores.some((one) => one.score === score) === true);
    return foundIf(
      !isAsked,
      'rule.reads-too-early',
      [...path, 'adherence', 'score'],
      `reads the score "${score}", which no check-in of this stage asks for, nor a watch over its classes`,
      'ask for it here',
    );
  });
