import { endings, destinationText } from '../../src/domain/telling/phrases';
import { protocol } from '../../src/domain/telling/protocol/protocol';
import { thresholdRows } from '../../src/domain/telling/protocol/thresholds';
import { languagesOf } from '../../src/domain/pathway/languages';
import { partsOf } from '../../src/domain/pathway/parts';
import type { Pathway, Track } from '../../src/domain/pathway/types';
import type { ApiDeps } from '../deps';

/** One version of a pathway as people read it: the protocol, its numbers, its ways, and what patients are written. */
export function showProtocol({ catalogue }: Pick<ApiDeps, 'catalogue'>, pathway: Pathway) {
  const { id, version, state, title, tracks } = pathway;
  return {
    ...{ id, version, state, title },
    contentHash: catalogue.contentHash(id, version),
    blocks: blocksOf(protocol(pathway, catalogue.instruments)),
    thresholds: thresholdRows(pathway, catalogue.instruments, () => ({ line: 0, note: '' })).map(
      ({ place, value, sentence, source, marks, signed }) => ({
        ...{ place, value, sentence, source, marks },
        signed: signed === 'pending' ? null : signed,
      }),
    ),
    tracks: tracks.map((track) => ({ id: track.id, stages: stagesOf(track) })),
    messages: languagesOf(pathway).flatMap((language) =>
      Object.entries(catalogue.messages(id, language)).map(([role, text]) => ({ role, language, ...text })),
    ),
  };
}

const stagesOf = (track: Track) =>
  track.stages.map((stage) => ({
    id: stage.id,
    title: stage.title,
    first: stage.id === track.first,
    ways: partsOf(stage).ways.map(({ when, to }) => ({
      when,
      leadsTo: destinationText(track, to),
      toStage: to.to === 'stage' ? to.stage : null,
      ends: to.to === 'end' ? endings[to.outcome] : null,
    })),
  }));

type Block = { kind: 'title' | 'chapter' | 'section' | 'point' | 'text'; text: string };

const marks: [string, Block['kind']][] = [
  ['### ', 'section'],
  ['## ', 'chapter'],
  ['# ', 'title'],
  ['- ', 'point'],
];

/** The protocol is written as Markdown for signature; a screen wants its parts. */
function blocksOf(markdown: string): Block[] {
  return markdown
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [mark, kind] = marks.find(([begins]) => line.startsWith(begins)) ?? ['', 'text' as const];
      return { kind, text: line.slice(mark.length).replaceAll('`', '') };
    });
}
