import type { Page } from 'playwright-core';
import type { Screen } from '../servers/browser';
import type { Desk, StaffRoom } from '../servers/console';
import type { Hand } from './hand';

/** One of the tasks that are counted: how it is made ready, where its counting begins, and the way. */
export type Journey<Start = unknown> = {
  task: string;
  /** The most that it may take by mouse or thumb. */
  most: { presses: number; fields: number };
  /** Who does it; nobody signs in at the pages of a patient. */
  role: Parameters<StaffRoom['desk']>[0] | 'patient';
  ready: (room: StaffRoom) => Promise<Start>;
  /** Up to where the counting begins. */
  begin: (page: Page, start: Start) => Promise<void>;
  /** It ends when the page says that it is done. */
  walk: (hand: Hand, start: Start) => Promise<void>;
};

/** The screen of whoever does it: signed in, where somebody signs in for it. */
export async function screenOf(
  room: StaffRoom,
  { role }: Pick<Journey, 'role'>,
  screen: Screen,
): Promise<Pick<Desk, 'page' | 'faults' | 'close'>> {
  if (role !== 'patient') return room.desk(role, screen);
  return { ...(await room.visitor(screen)), faults: [] };
}
