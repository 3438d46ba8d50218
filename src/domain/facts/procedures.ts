import { numbers, read } from '../telling/entry-words';
import { sides } from '../words/choices';
import { byClinicians, type Group } from './fact';
import { checks, count, dataOf, day, notLater, oneOf, reason, word, yesOrNo } from './fields';

const site = {
  kind: word('the kind of procedure'),
  region: word('the region, such as lumbar'),
  side: oneOf(sides),
};

export const procedureFacts = {
  'procedure.ordered': {
    ...byClinicians,
    data: () =>
      dataOf({
        ...site,
        indication: word('the indication, such as radicular'),
        concordantImaging: yesOrNo,
        conservativeWeeks: count,
        plannedOn: day(),
        technique: word('the technique, such as transforaminal').optional(),
      }),
    example: {
      kind: 'epidural-steroid',
      region: 'lumbar',
      side: 'left',
      indication: 'radicular',
      concordantImaging: true,
      conservativeWeeks: 6,
      plannedOn: '2026-12-01',
    },
    told: (entry) => `A procedure was ordered${numbers(entry)}.`,
  },
  'procedure.checked': {
    ...byClinicians,
    data: () => dataOf({ checks }),
    example: { checks: ['anticoagulant'] },
    told: (entry) => `Before the procedure it was looked at: ${read(entry, 'checks')}.`,
  },
  'procedure.performed': {
    ...byClinicians,
    data: ({ today }) =>
      dataOf({ ...site, guidance: word('the guidance, such as fluoroscopy'), performedOn: notLater(today) }),
    example: {
      kind: 'epidural-steroid',
      region: 'lumbar',
      side: 'left',
      guidance: 'fluoroscopy',
      performedOn: '2020-01-01',
    },
    told: (entry) => `A procedure was performed${numbers(entry)}.`,
  },
  'procedure.refused': {
    ...byClinicians,
    data: () => dataOf({ by: oneOf(['patient', 'clinician']), reason: reason() }),
    example: { by: 'patient', reason: 'x' },
    told: (entry) => `The procedure is not done (decided by the ${read(entry, 'by')}).`,
  },
} satisfies Group;
