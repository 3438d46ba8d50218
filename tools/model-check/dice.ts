/** Whole per cents from a seed (Park and Miller's minimal standard): the core knows no chance of its own. */
export function dice(seed: number): () => number {
  let state = (Math.abs(seed) % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 100;
  };
}
