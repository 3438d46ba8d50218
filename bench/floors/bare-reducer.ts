import { DAY } from '../../src/domain/words/time';

type Due = { at: number; patient: number };

/**
 * What a virtual clock costs at the least: a binary heap of due instants over all patients; each step counts one and puts
 * the patient's next one back. Nothing is decided.
 */
export function bareReducer(patients: number, steps: number): void {
  const counts = new Map<number, { steps: number; lastAt: number }>();
  const heap: Due[] = [];
  const every = (365 * DAY * patients) / Math.max(1, steps);
  for (let patient = 0; patient < patients; patient += 1) push(heap, { at: (patient / patients) * every, patient });
  for (let done = 0; done < steps; done += 1) {
    const due = pop(heap);
    if (!due) break;
    const state = counts.get(due.patient) ?? { steps: 0, lastAt: 0 };
    counts.set(due.patient, { steps: state.steps + 1, lastAt: due.at });
    push(heap, { at: due.at + every, patient: due.patient });
  }
}

function push(heap: Due[], due: Due): void {
  heap.push(due);
  for (let index = heap.length - 1; index > 0;) {
    const parent = (index - 1) >> 1;
    const above = heap[parent];
    if (!above || above.at <= due.at) break;
    heap[index] = above;
    heap[parent] = due;
    index = parent;
  }
}

function pop(heap: Due[]): Due | undefined {
  const [first] = heap;
  const last = heap.pop();
  if (!last || heap.length === 0) return first;
  heap[0] = last;
  for (let index = 0; ;) {
    const left = 2 * index + 1;
    const right = left + 1;
    const lower = (heap[right]?.at ?? Infinity) < (heap[left]?.at ?? Infinity) ? right : left;
    const below = heap[lower];
    if (!below || below.at >= last.at) return first;
    heap[index] = below;
    heap[lower] = last;
    index = lower;
  }
}
