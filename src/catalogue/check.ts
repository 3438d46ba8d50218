import type { Instrument } from '../domain/instrument/types';
import type { CheckInDefinition, GateDefinition, Pathway, Stage, Track } from '../domain/pathway/types';
import type { Fault } from './fault';
import { reachable, stagesOf } from './reachable';
import { trialFaults } from './trial-check';

type Path = Fault['path'];

/** What a well-shaped pathway file can still have wrong: names that lead nowhere, stages nobody reaches, forms asked too often. */
export function pathwayFaults(pathway: Pathway, instruments: Record<string, Instrument>): Fault[] {
  const gates = pathway.tracks.flatMap((track) =>
    track.stages.flatMap((stage) => ('gate' in stage ? [stage.gate.id] : [])),
  );
  const stages = pathway.tracks.flatMap((track) => track.stages.map(({ id }) => id));
  return [
    ...twice(
      pathway.checkIns.map(({ id }) => id),
      'check-in',
      ['checkIns'],
    ),
    ...twice(
      pathway.tracks.map(({ id }) => id),
      'track',
      ['tracks'],
    ),
    ...twice(stages, 'stage', ['tracks']),
    ...twice(gates, 'gate', ['tracks']),
    ...pathway.checkIns.flatMap((checkIn, index) => checkInFaults(checkIn, instruments, ['checkIns', index])),
    ...pathway.tracks.flatMap((track, index) => trackFaults(pathway, track, instruments, ['tracks', index])),
  ];
}

function twice(ids: string[], thing: string, path: Path): Fault[] {
  const doubles = new Set(ids.filter((id, index) => ids.indexOf(id) < index));
  return [...doubles].map((id) => ({ path, message: `hold two of the ${thing} "${id}": rename one` }));
}

function checkInFaults(checkIn: CheckInDefinition, instruments: Record<string, Instrument>, path: Path): Fault[] {
  const faults: Fault[] = [];
  checkIn.ask.forEach((id, index) => {
    const instrument = instruments[id];
    if (instrument === undefined) {
      faults.push({ path: [...path, 'ask', index], message: `asks "${id}", which is no file in instruments/` });
    } else if (index > 0 && instrument.items.some(({ safety }) => safety)) {
      faults.push({ path: [...path, 'ask', index], message: `"${id}" holds safety questions: ask it first` });
    }
  });
  checkIn.reminderAfterDays.forEach((days, index) => {
    const before = checkIn.reminderAfterDays[index - 1] ?? 0;
    if (days <= before)
      faults.push({ path: [...path, 'reminderAfterDays', index], message: 'must come later than the one before' });
    if (days >= checkIn.windowDays) {
      faults.push({
        path: [...path, 'reminderAfterDays', index],
        message: `must come before the check-in closes after ${checkIn.windowDays} days`,
      });
    }
  });
  return faults;
}

function trackFaults(pathway: Pathway, track: Track, instruments: Record<string, Instrument>, path: Path): Fault[] {
  const faults = track.stages.flatMap((stage, index) =>
    stageFaults(pathway, track, stage, instruments, [...path, 'stages', index]),
  );
  if (!track.stages.some(({ id }) => id === track.first)) {
    return [
      ...faults,
      { path: [...path, 'first'], message: `names the stage "${track.first}", which this track does not have` },
    ];
  }
  const reached = reachable(track);
  const never = track.stages.flatMap((stage, index): Fault[] =>
    reached.has(stage.id)
      ? []
      : [
          {
            path: [...path, 'stages', index, 'id'],
            message: `"${stage.id}" is never reached: lead there or remove it`,
          },
        ],
  );
  return [...faults, ...never];
}

function stageFaults(
  pathway: Pathway,
  track: Track,
  stage: Stage,
  instruments: Record<string, Instrument>,
  path: Path,
): Fault[] {
  const used = stage.checkIns.flatMap((use, index) =>
    useFaults(pathway, stage, index, instruments, [...path, 'checkIns', index]),
  );
  switch (stage.kind) {
    case 'diagnosis':
      return [
        ...used,
        ...Object.entries(stage.next.byMechanism).flatMap(([mechanism, id]) =>
          stageFault(track, id, [...path, 'next', 'byMechanism', mechanism]),
        ),
        ...stageFault(track, stage.next.otherwise, [...path, 'next', 'otherwise']),
      ];
    case 'medication-trial':
      return [...used, ...gateFaults(track, stage.gate, path), ...trialFaults(pathway, stage, instruments, path)];
    case 'surgical-review':
      return [...used, ...gateFaults(track, stage.gate, path)];
  }
}

function useFaults(
  pathway: Pathway,
  stage: Stage,
  index: number,
  instruments: Record<string, Instrument>,
  path: Path,
): Fault[] {
  const use = stage.checkIns[index];
  const checkIn = pathway.checkIns.find(({ id }) => id === use?.checkIn);
  if (use === undefined) return [];
  if (checkIn === undefined)
    return [{ path: [...path, 'checkIn'], message: `"${use.checkIn}" is no check-in of this pathway` }];
  if ('once' in use) {
    return use.once.from === 'trial' && stage.kind !== 'medication-trial'
      ? [
          {
            path: [...path, 'once', 'from'],
            message: 'counts from a trial, which this stage does not have: write "stage"',
          },
        ]
      : [];
  }
  const { days } = use.every;
  const faults = checkIn.ask.flatMap((id): Fault[] => {
    const floor = instruments[id]?.recallFloorDays ?? 0;
    return days < floor
      ? [{ path: [...path, 'every', 'days'], message: `asks "${id}" more often than its ${floor} days of recall` }]
      : [];
  });
  if (checkIn.windowDays <= days) return faults;
  return [
    ...faults,
    {
      path: [...path, 'every', 'days'],
      message: `opens the next "${checkIn.id}" before the last one closes after ${checkIn.windowDays} days`,
    },
  ];
}

function gateFaults(track: Track, gate: GateDefinition, path: Path): Fault[] {
  return (['approve', 'decline'] as const).flatMap((choice) =>
    stagesOf(gate[choice]).flatMap((id) => stageFault(track, id, [...path, 'gate', choice])),
  );
}

function stageFault(track: Track, id: string, path: Path): Fault[] {
  return track.stages.some((stage) => stage.id === id)
    ? []
    : [{ path, message: `leads to the stage "${id}", which this track does not have` }];
}
