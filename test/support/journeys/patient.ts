import type { Page } from 'playwright-core';
import { atTheWeeklyPages } from '../care/at-the-page';
import type { Hand } from './hand';
import type { Journey } from './journey';

type AtTheDoor = { code: string };

const door = {
  role: 'patient',
  ready: async ({ f }) => {
    const { code } = await atTheWeeklyPages(f, await f.enrolled());
    return { code };
  },
  begin: async (page, { code }) => {
    await page.goto(`/go/${code}`);
  },
} satisfies Partial<Journey<AtTheDoor>>;

const onward = (page: Page) => page.locator('main form button').first();

/** Answers the page that is shown with the first answer there is, and goes on. */
export async function answerPage({ page, press, choose }: Hand): Promise<void> {
  const none = page.locator('input[name=none]');
  if ((await none.count()) > 0) await choose(none);
  else if ((await page.locator('input[type=radio]').count()) > 0)
    await choose(page.locator('input[type=radio]').first());
  await Promise.all([page.waitForEvent('load'), press(onward(page))]);
}

export const weekly: Journey<AtTheDoor> = {
  task: 'weekly check-in with the first list of statements',
  most: { presses: 14, fields: 0 },
  ...door,
  walk: async (hand) => {
    const { page, press } = hand;
    await Promise.all([page.waitForEvent('load'), press(onward(page))]);
    while (/\/q\/\d+$/.test(new URL(page.url()).pathname)) await answerPage(hand);
    await Promise.all([page.waitForEvent('load'), press(onward(page))]);
    await page.getByText('Answers sent').first().waitFor();
  },
};

export const redFlag: Journey<AtTheDoor> = {
  task: 'red flag → help page',
  most: { presses: 3, fields: 0 },
  ...door,
  walk: async ({ page, press, choose }) => {
    await Promise.all([page.waitForEvent('load'), press(onward(page))]);
    await choose(page.locator('input[name=tick]').first());
    await Promise.all([page.waitForEvent('load'), press(onward(page))]);
    await page.getByText('Please get help now').first().waitFor();
  },
};
