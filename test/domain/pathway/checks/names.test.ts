import { nameClashes } from '../../../../src/domain/pathway/checks/names';
import { wholeRules } from '../../../support/care/whole';

const { pathway, instruments } = wholeRules({}, 3);
const findings = (optionId: string) =>
  nameClashes(
    {
      ...pathway,
      tracks: pathway.tracks.map((track) => ({
        ...track,
        stages: track.stages.map((stage) =>
          stage.kind === 'surgical-review'
            ? { ...stage, gate: { ...stage.gate, options: [{ id: optionId, says: 'x', to: stage.gate.approve }] } }
            : stage,
        ),
      })),
    },
    { instruments, clinic: null, messages: null, pages: null, hashes: null },
  );

it('no answer of a question has the name of another one', () => {
  expect(findings('stimulation')).toEqual([]);
  expect(findings('approve')).toMatchObject([{ rule: 'name.clash', reason: 'hold two of the answer "approve"' }]);
});
