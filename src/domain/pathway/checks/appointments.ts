import { languagesOf } from '../languages';
import { stagesIn } from '../places';
import type { Check, Finding } from './finding';

/** What is to be made ready has words in every language, and is asked before procedures that there are. */
export const appointments: Check = (pathway, { prepare }) => {
  const known = stagesIn(pathway).flatMap(({ stage }) => (stage.kind === 'procedure' ? stage.procedures : []));
  return (pathway.appointments?.prepare ?? []).flatMap(({ kinds = [], items }, index): Finding[] => [
    ...kinds
      .filter((kind) => !known.includes(kind))
      .map((kind): Finding => ({
        rule: 'name.unknown',
        path: ['appointments', 'prepare', index, 'kinds'],
        reason: `names the procedure "${kind}", which no stage orders`,
        fix: `use one of ${known.join(', ')}`,
      })),
    ...(prepare === undefined ? [] : languagesOf(pathway)).flatMap((language) =>
      items
        .filter((item) => prepare?.[language]?.[item] === undefined)
        .map((item): Finding => ({
          rule: 'text.missing',
          path: ['appointments', 'prepare', index, 'items'],
          reason: `asks to make "${item}" ready, which has no words in "${language}"`,
          fix: `write it in prepare.${language}.yaml beside the pathway`,
        })),
    ),
  ]);
};
