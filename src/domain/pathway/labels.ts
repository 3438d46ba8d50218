/** Scores are known by their short names; all of them are acronyms ("PEG", "RMDQ-24"). */
export function scoreLabel(score: string): string {
  return score.toUpperCase();
}
