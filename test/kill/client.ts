import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '../../src/domain/words/time';
import { createPeople, type Answer, type Person } from '../support/servers/people';
import type { Acknowledged } from './checks/acknowledged';
import type { HouseProcess } from './house-process';
import { persistentFetch, type Tally } from './persistent-fetch';

type Staff = 'coordinator' | 'clinician' | 'operator';

/** All people of the journey as one program that repeats itself until it is answered, and writes down what was promised. */
export class Client {
  readonly acknowledged: Acknowledged[] = [];
  readonly tally: Tally = { requests: 0, retries: 0 };
  readonly send = persistentFetch(this.tally);
  readonly url: string;
  private readonly staff: Record<Staff, Person>;
  private posts = 0;

  constructor(house: HouseProcess) {
    this.url = house.url;
    this.staff = createPeople(house.url, house.apiKeys, this.send);
  }

  async get<T>(as: Staff, path: string): Promise<T> {
    const { status, body } = await this.staff[as].get<T>(path);
    if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  list<T>(as: Staff, path: string): Promise<T[]> {
    return this.staff[as].list<T>(path);
  }

  /** One key for one intention, however often it is said. */
  async post<T>(as: Staff, path: string, body: object): Promise<T> {
    const answer = await this.keyed<T>(as, path, body);
    if (answer.status >= 300) throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /**
   * Moves the clinic's clock. A walk that a kill cut off may have arrived without anybody hearing of it: then the target
   * is past (422), and what remains is to carry out what is due.
   */
  async walkTo(at: Instant): Promise<void> {
    let move: object = { to: new Date(at).toISOString() };
    for (;;) {
      const { status, body } = await this.keyed('operator', '/demo/clock', move);
      if (status === 200) return;
      if (status === 422 && 'to' in move) move = { advance: 'PT0S' };
      else if (status === 409)
        await delay(250); // the walk of a lost request goes on without us
      else throw new Error(`The clock answered ${status}: ${JSON.stringify(body)}`);
    }
  }

  async settle(): Promise<void> {
    await this.post('operator', '/demo/clock', { advance: 'PT0S' });
  }

  private keyed<T>(as: Staff, path: string, body: object): Promise<Answer<T>> {
    this.posts += 1;
    return this.staff[as].post<T>(path, body, { 'idempotency-key': `journey-${this.posts}` });
  }
}
