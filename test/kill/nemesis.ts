import { setTimeout as delay } from 'node:timers/promises';
import type { HouseProcess } from './house-process';
import type { Kill } from './kill-plan';

export type Say = (line: string) => void;

/** Carries out a kill plan beside the journey, one kill at a time. */
export class Nemesis {
  private readonly started: Promise<void>[] = [];
  private turn: Promise<void> = Promise.resolve();
  private done = 0;

  constructor(
    private readonly house: HouseProcess,
    private readonly plan: readonly Kill[],
    private readonly say: Say,
  ) {}

  /** Told by the journey when a moment begins. */
  begin(moment: number, what: string): void {
    for (const kill of this.plan.filter((each) => each.moment === moment)) {
      const struck = this.strike(kill, what);
      struck.catch(() => undefined); // reported by `finished`
      this.started.push(struck);
    }
  }

  /** How many kills there were; throws when the house did not come back after one. */
  async finished(): Promise<number> {
    await Promise.all(this.started);
    return this.done;
  }

  private async strike({ victim, afterMs }: Kill, what: string): Promise<void> {
    await delay(afterMs);
    const before = this.turn;
    this.turn = before.then(async () => {
      this.done += 1;
      this.say(`kill ${this.done}/${this.plan.length}  ${victim.padEnd(12)} ${afterMs} ms into: ${what}`);
      await this.house.kill(victim);
    });
    await this.turn;
  }
}
