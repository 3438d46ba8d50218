import { partsOf } from '../../pathway/parts';
import type { Pathway, Track } from '../../pathway/types';
import type { Destination } from '../../pathway/language';
import type { Stage } from '../../stages/types';
import { endings } from '../phrases';
import { daysText } from '../english';

/** The pathway as a Mermaid flowchart, with a title and a description for those who hear it read. */
export function diagram(pathway: Pathway): string {
  const ends = new Set(pathway.tracks.flatMap(({ stages }) => stages.flatMap((stage) => endsOf(stage))));
  return [
    'flowchart TD',
    `  accTitle: ${plain(pathway.title)}, version ${String(pathway.version)}`,
    `  accDescr: ${plain(description(pathway))}`,
    ...pathway.tracks.flatMap(trackLines),
    ...[...ends].map((outcome) => `  ${endNode(outcome)}([${quoted(endings[outcome])}])`),
    ...pathway.tracks.flatMap((track) => track.stages.flatMap((stage) => edgeLines(track, stage))),
    ...pathway.tracks.flatMap(bypassLines),
    '',
  ].join('\n');
}

function description(pathway: Pathway): string {
  const tracks = pathway.tracks.map(
    ({ id, stages }) => `track ${id} with the stages ${stages.map(({ title }) => title).join(', ')}`,
  );
  return `${tracks.length === 1 ? 'One track' : `${String(tracks.length)} tracks side by side`}: ${tracks.join('; ')}. Arrows are decisions and records of clinicians.`;
}

function trackLines(track: Track): string[] {
  return [
    `  subgraph ${node(track.id)}[${quoted(`Track: ${track.id}`)}]`,
    `    ${node(track.id, 'begin')}(( )) --> ${node(track.id, track.first)}`,
    ...track.stages.map((stage) => `    ${node(track.id, stage.id)}[${quoted(stage.title)}]`),
    '  end',
  ];
}

function edgeLines(track: Track, stage: Stage): string[] {
  return partsOf(stage).ways.flatMap(({ when, to }) => edges(track, stage, to, when));
}

/** A clinician may go there from anywhere: one dotted arrow from the track says so. */
function bypassLines({ id, bypass }: Track): string[] {
  return bypass === undefined
    ? []
    : [`  ${node(id, 'begin')} -.->|"from every stage, by a clinician"| ${node(id, bypass)}`];
}

function edges(track: Track, stage: Stage, to: Destination, when: string): string[] {
  const from = node(track.id, stage.id);
  switch (to.to) {
    case 'stage':
      return [`  ${from} -->|${quoted(when)}| ${node(track.id, to.stage)}`];
    case 'end':
      return [`  ${from} -->|${quoted(when)}| ${endNode(to.outcome)}`];
    case 'again':
      return [
        `  ${from} -->|${quoted(`${when}: again after ${daysText(to.afterDays)}, at most ${String(to.atMost)} times`)}| ${from}`,
        ...edges(track, stage, to.otherwise, `${when}, for the last time`),
      ];
  }
}

function endsOf(stage: Stage): (keyof typeof endings)[] {
  const outcomes = (to: Destination): (keyof typeof endings)[] => {
    if (to.to === 'end') return [to.outcome];
    return to.to === 'again' ? outcomes(to.otherwise) : [];
  };
  return partsOf(stage).ways.flatMap(({ to }) => outcomes(to));
}

/** Names of nodes hold letters and underscores alone; `end` by itself is a word of Mermaid. */
function node(...ids: string[]): string {
  return ids.join('__').replaceAll('-', '_');
}

function endNode(outcome: string): string {
  return node('outcome', outcome);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '#quot;')}"`;
}

/** A description ends at its line, and a semicolon would end a statement. */
function plain(text: string): string {
  return text.replaceAll(/[\n;]/g, ',');
}
