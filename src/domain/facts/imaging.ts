import { anyKeyOf, care } from '../words/authority';
import { byAnybody, type Group } from './fact';
import { dataOf, note as noteField, oneOf, word } from './fields';
import { read, readWords } from '../telling/entry-words';
import { ruleName } from '../pathway/lookup';
import type { JournalEntry } from '../words/effect';
import type { EventOf } from '../words/event';
import { type ImagingFinding, imagingFindings, imagingModalities } from '../words/choices';
import { remember } from '../check-ins/history';
import { askForBypass } from './moves';
import type { Rules } from '../step/rules';
import type { EnrolmentState } from '../words/state';
import { type Input, inputsOf, type History } from '../words/history';
import { closeTasks, openTask } from '../promises/tasks';
import { DAY, type Instant } from '../words/time';
import { eventRule, note, type Work } from '../step/work';

const study = { modality: oneOf(imagingModalities), region: word('the region, such as lumbar') };
const studyText = (entry: JournalEntry): string =>
  `${read(entry, 'modality').toUpperCase()}, ${readWords(entry, 'region')}`;
const example = { modality: 'mri', region: 'lumbar' };

export const imagingFacts = {
  'imaging.ordered': {
    ...byAnybody,
    data: () => dataOf(study),
    example,
    refuse: null,
    take: takeImagingOrder,
    told: (entry) => `Imaging ordered: ${studyText(entry)}.`,
  },
  'imaging.reported': {
    who: anyKeyOf(care),
    data: () =>
      dataOf({
        ...study,
        finding: oneOf(imagingFindings).optional(),
        text: noteField('what the report says').optional(),
      }),
    texts: ['text'],
    example,
    // Reported late: what outlives the enrolment can be fulfilled.
    afterTheEnd: true,
    refuse: null,
    take: takeImagingReport,
    kept: null,
    told: (entry) =>
      `Result of imaging: ${studyText(entry)}${entry.inputs.some(({ name }) => name === 'finding') ? `; found: ${readWords(entry, 'finding')}` : ''}.`,
  },
} satisfies Group;

/** What an operation may put right waits for no trial of anything else: section 8, row 1 of the clinical notes. */
const correctable: readonly ImagingFinding[] = ['recurrent-disc', 'stenosis', 'instability'];

type Order = History['imaging'][number];

function takeImagingOrder(work: Work, event: EventOf<'imaging.ordered'>, at: Instant): void {
  remember(work.state, 'imaging', { ...studyOf(event.data), orderedAt: at, reportedAt: null, chased: false });
  note(work, { at, what: 'imaging.ordered', rule: eventRule(event.type), inputs: imagingInputs(event.data) });
}

function takeImagingReport(work: Work, event: EventOf<'imaging.reported'>, at: Instant): void {
  const rule = eventRule(event.type);
  const order = openOrder(work.state, event.data);
  if (order) order.reportedAt = at;
  // Ordered elsewhere: known from its result on, and nothing of it is chased.
  else remember(work.state, 'imaging', { ...studyOf(event.data), orderedAt: at, reportedAt: at, chased: true });
  const { finding } = event.data;
  const found = finding === undefined ? [] : [{ name: 'finding', value: finding }];
  note(work, { at, what: 'imaging.reported', rule, inputs: [...imagingInputs(event.data), ...found] });
  // Somebody looks at it within two working days [D]: a deficit, and not a picture, is for the same day.
  if (finding !== undefined && correctable.includes(finding)) askForBypass(work, at, rule, 2);
  if (work.state.history.imaging.every((each) => each.reportedAt !== null)) {
    closeTasks(work, ['chase-imaging'], at, 'the result is there', rule);
  }
}

function openOrder({ history }: EnrolmentState, data: { modality: string; region: string }): Order | undefined {
  return history.imaging.find(
    (each) => each.reportedAt === null && each.modality === data.modality && each.region === data.region,
  );
}

/** Ordered imaging without a result: when it is chased, wherever the patient stands by then. */
export function imagingDue(rules: Rules, state: EnrolmentState): { at: Instant; order: Order; rule: string } | null {
  const order = state.history.imaging.find((each) => each.reportedAt === null && !each.chased);
  if (!order || state.ended?.reason === 'died') return null;
  for (const { id, stages } of rules.pathway.tracks) {
    for (const stage of stages) {
      if (stage.kind !== 'diagnosis' || stage.imagingReportWithinDays === undefined) continue;
      const rule = ruleName(rules, id, stage.id, 'imaging');
      return { at: order.orderedAt + stage.imagingReportWithinDays * DAY, order, rule };
    }
  }
  return null;
}

export function chaseImaging(work: Work, order: Order, rule: string, at: Instant): void {
  order.chased = true;
  openTask(work, { task: 'chase-imaging', about: `${order.modality}/${order.region}`, at, rule, again: true });
}

type Study = { modality: string; region: string };
const studyOf = ({ modality, region }: Study): Study => ({ modality, region });
const imagingInputs = (study: Study): Input[] => inputsOf(studyOf(study));
