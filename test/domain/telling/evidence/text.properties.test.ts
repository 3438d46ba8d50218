import fc from 'fast-check';
import { digest } from '../../../../src/domain/step/digest';
import { evidencePacket, type Packet } from '../../../../src/domain/telling/evidence/packet';
import { evidenceText, MOST_CHARACTERS, MOST_LINES } from '../../../../src/domain/telling/evidence/text';
import { course, lastAt } from '../../../support/care/arbitrary-facts';
import { recordOf } from '../../../support/care/evidence-record';
import { enrolled, numbered } from '../../../support/care/facts';
import { shippedRules } from '../../../support/care/rules';

const rules = shippedRules();

function packetOf(facts: Parameters<typeof numbered>[0]): Packet {
  const events = numbered(facts);
  const { state, entries, effects } = digest(rules, null, events, { now: lastAt(facts), observed: [] });
  const played = { rules, state, seq: 0, events, sent: [], outages: [], entries, effects, planned: null };
  return evidencePacket(recordOf({ course: played, moves: [] }));
}

function fits(packet: Packet): void {
  const lines = evidenceText(packet).split('\n');
  expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
  expect(lines.filter((line) => (line.match(/./gsu) ?? []).length > MOST_CHARACTERS)).toEqual([]);
  expect(lines.filter((line) => line.trim() === '')).toEqual([]);
}

describe('whatever the course was', () => {
  it('the text has at most forty lines of a hundred characters, and every line of the packet a source', () => {
    fc.assert(
      fc.property(course, (facts) => {
        const packet = packetOf(facts);

        fits(packet);
        const lines = packet.sections.flatMap((section) => section.lines);
        expect(packet.sections.filter((section) => section.lines.length === 0)).toEqual([]);
        expect(lines.filter(({ text, sources }) => text === '' || sources.length === 0)).toEqual([]);
        const known = new Set(numbered(facts).map(({ id }) => id));
        const named = lines.flatMap(({ sources }) => sources.filter(({ of }) => of === 'event').map(({ id }) => id));
        expect(named.filter((id) => !known.has(id))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('the text fits also where people write much, in long words and in any signs', () => {
    const { sections, ...rest } = packetOf([enrolled]);
    const texts = fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.constant('x'.repeat(500))), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(fc.array(texts, { minLength: sections.length, maxLength: sections.length }), (all) => {
        const filled = sections.map((section, index) => ({
          ...section,
          lines: (all[index] ?? []).map((text) => ({ text, data: {}, missing: [], sources: [] })),
        }));
        fits({ ...rest, sections: filled });
      }),
      { numRuns: 100 },
    );
  });
});
