// What the open questions of an enrolment say, until the generated types take the place of this.

export type Gate = {
  id: string | null;
  key: string;
  gate: string;
  stageTitle: string;
  question: string;
  openedAt: string;
  answerBy: string;
  escalated: boolean;
  finding: string;
  inputs: { name: string; words: string; at?: string }[];
  missing: string[];
  news: { words: string; at: string }[];
  notices: Notice[];
  options: {
    choice: string;
    label: string;
    leadsTo: string;
    ahead: {
      stage: string;
      title: string;
      offered: boolean;
      entry: { id: string; needs: string; source: string; says: string } | null;
      notices: Notice[];
    }[];
  }[];
  reasonRequired: boolean;
  told: string;
  undoMinutes: number;
  decide: { may: boolean; why: string | null };
};
export type Notice = { text: string; source: string };
export type Gates = { now: string; items: Gate[] };
