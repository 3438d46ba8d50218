import { journalIn } from '../../../src/domain/telling/journal-text';
import { at, london } from '../../support/care/facts';
import { fact, playWhole, tasksOf, wholeRules } from '../../support/care/whole';

const rules = wholeRules();
const mri = { modality: 'mri', region: 'lumbar' } as const;

const found = (finding?: 'recurrent-disc' | 'stenosis' | 'instability' | 'scar' | 'other' | 'nothing-new') =>
  playWhole(
    [
      fact('imaging.ordered', '2026-11-23', mri),
      fact('imaging.reported', '2026-12-01', { ...mri, ...(finding && { finding }), text: 'x' }),
    ],
    at('2026-12-01', '12:00'),
    rules,
  );

describe('a finding of imaging', () => {
  it.each(['recurrent-disc', 'stenosis', 'instability'] as const)(
    '%s has a clinician decide within two working days whether the patient goes straight to the review',
    (finding) => {
      const { state } = found(finding);

      const task = state.tasks.find(({ task }) => task === 'decide-bypass');
      expect(task?.dueAt).toBe(at('2026-12-03', '17:00'));
    },
  );

  it.each(['scar', 'other', 'nothing-new', undefined] as const)('%s asks nobody that', (finding) => {
    expect(tasksOf(found(finding))).not.toContain('decide-bypass');
  });

  it('is told in the journal, and the words of the report are not', () => {
    const { entries } = found('recurrent-disc');

    const entry = entries.find(({ what }) => what === 'imaging.reported');
    expect(entry && journalIn(london)(entry)).toBe('Result of imaging: MRI, lumbar; found: recurrent disc.');
  });
});
