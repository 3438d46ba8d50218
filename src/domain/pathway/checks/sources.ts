import { partsOf } from '../parts';
import { stagesIn, type Check, type Finding } from './finding';

/** F found in the named source, T general knowledge, D a default of the clinic: without it nobody knows what was checked. */
const MARK = /\[[FTD]\d*[a-z]?\]/;

/** Every threshold says where its number comes from, and how well that is known. */
export const sources: Check = (pathway) => [
  ...(pathway.burden ? sourceFindings(['burden', 'source'], pathway.burden.source) : []),
  ...stagesIn(pathway).flatMap(({ stage, path }) => {
    const { rules, sources: others } = partsOf(stage);
    const named = [...rules.map(({ path: at, rule }) => ({ path: [...at, 'source'], source: rule.source })), ...others];
    return named.flatMap(({ path: at, source }) => sourceFindings([...path, ...at], source));
  }),
];

export function sourceFindings(path: Finding['path'], source: string): Finding[] {
  if (MARK.test(source)) return [];
  const fix = 'name the source and mark it [F] found, [T] not confirmed or [D] default of the clinic';
  return [{ rule: 'threshold.no-source', path, reason: 'does not say how well its number is known', fix }];
}
