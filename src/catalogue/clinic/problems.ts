import { z } from 'zod';
import type { Instrument } from '../../domain/instrument/types';
import type { Fault } from '../../domain/shapes/fault';
import { Id } from '../../domain/shapes/shapes';
import { type ProblemRules, reportTasks, troubles } from '../../domain/words/problem';
import type { PatientTexts } from '../../domain/patient-texts/texts';
import { readYaml } from '../read-yaml';

const Problem = z.strictObject({
  class: z.enum(['spine', 'mental-health', 'medication', 'infection']).nullable(),
  task: z.enum(reportTasks),
  severeFrom: z.int().min(1).max(Math.max(...troubles)),
  withinWorkingDays: z.int().min(0).max(10),
  help: Id,
});

const ProblemsFile = z.strictObject({
  first: Id,
  perDay: z.int().min(1).max(20),
  problems: z.record(Id, Problem),
}) satisfies z.ZodType<ProblemRules>;

/** What patients can report, and what becomes of it: `clinic/problems.yaml`, for every clinic of the house. */
export function loadProblems(
  file: string,
  instruments: Record<string, Instrument>,
  texts: Record<string, PatientTexts>,
): ProblemRules {
  const { value, refuse } = readYaml<ProblemRules>(file, ProblemsFile);
  refuse([...firstFaults(value, instruments), ...Object.entries(texts).flatMap((each) => wordFaults(value, each))]);
  return value;
}

/** They stand on one page of their own. */
function firstFaults({ first }: ProblemRules, instruments: Record<string, Instrument>): Fault[] {
  const form = instruments[first];
  if (form?.presentation === 'list' && form.items.every(({ safety }) => safety !== undefined)) return [];
  const message = `"${first}" is no list of safety questions: name a form of instruments/ that is one`;
  return [{ path: ['first'], message }];
}

function wordFaults({ problems }: ProblemRules, [language, texts]: [string, PatientTexts]): Fault[] {
  return Object.keys(problems)
    .filter((about) => !Object.hasOwn(texts.problems, about))
    .map((about) => ({
      path: ['problems', about],
      message: `has no words in texts/patient.${language}.yaml: write them under problems`,
    }));
}
