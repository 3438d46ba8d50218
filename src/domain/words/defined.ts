/** Leaves out the keys whose value is undefined: what compares keys, or writes them down, must not meet them. */
export function defined<T extends object>(given: T): Partial<T> {
  const kept: Partial<T> = {};
  for (const key in given) if (given[key] !== undefined) kept[key] = given[key];
  return kept;
}
