import type { Locator, Page } from 'playwright-core';

/** How somebody works: with a mouse, with a keyboard and nothing else, or with a thumb on a phone. */
export type By = 'mouse' | 'keyboard' | 'thumb';

/** What a way through screens takes: presses of a mouse, thumb or key (typed letters apart), and fields written into. */
export type Count = { presses: number; fields: number };

/** Somebody before a screen. Each act waits until it is possible, and is counted. */
export type Hand = {
  page: Page;
  count: Count;
  /** A button or a link. */
  press: (target: Locator) => Promise<void>;
  /** Enter in the field that was written into: whoever types has the keyboard under the hand. */
  enter: () => Promise<void>;
  /** A radio button or a box to tick. */
  choose: (target: Locator) => Promise<void>;
  /** A day as 2026-11-23. */
  write: (target: Locator, text: string) => Promise<void>;
  /** One of a field that offers a list, by its words. */
  select: (target: Locator, words: string) => Promise<void>;
};

export const handOf = (page: Page, by: By): Hand => (by === 'keyboard' ? byKeyboard(page) : byPointer(page));

function byPointer(page: Page): Hand {
  const count: Count = { presses: 0, fields: 0 };
  const press = async (target: Locator) => {
    count.presses += 1;
    await target.click();
  };
  return {
    page,
    count,
    press,
    enter: enterIn(page, count),
    choose: press,
    async write(target, text) {
      count.fields += 1;
      await target.fill(text);
    },
    async select(target, words) {
      count.fields += 1;
      await target.selectOption({ label: words });
    },
  };
}

const enterIn = (page: Page, count: Count) => async (): Promise<void> => {
  count.presses += 1;
  await page.keyboard.press('Enter');
};

/** More stops than any screen has: what is not reached by then is not reached at all. */
const MOST_STOPS = 200;

function byKeyboard(page: Page): Hand {
  const count: Count = { presses: 0, fields: 0 };
  const key = async (name: string) => {
    count.presses += 1;
    await page.keyboard.press(name);
  };
  /** Goes on by Tab until the target has the focus, past what stands around every screen where that is offered. */
  const reach = async (target: Locator) => {
    await target.waitFor();
    const inContent = (await target.locator('xpath=ancestor::main').count()) > 0;
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if ((await target.and(page.locator(':focus')).count()) > 0) return;
      await key('Tab');
      if (inContent && (await page.evaluate<boolean>(`document.activeElement?.getAttribute('href') === '#main'`)))
        await key('Enter');
    }
    throw new Error(`Tab does not come to ${String(target)}.`);
  };
  return {
    page,
    count,
    enter: enterIn(page, count),
    async press(target) {
      await reach(target);
      await key('Enter');
    },
    async choose(target) {
      const isRadio = (await target.getAttribute('type')) === 'radio';
      if (!isRadio) {
        await reach(target);
        return key('Space');
      }
      // Of a group of radio buttons Tab comes to one; the arrows lead on and choose.
      const name = (await target.getAttribute('name')) ?? '';
      const group = page.locator(`input[type=radio][name="${name}"]`);
      const chosen = group.and(page.locator(':checked'));
      const from = (await chosen.count()) > 0 ? chosen : group.first();
      await reach(from);
      if ((await chosen.count()) === 0) await key('Space');
      for (let stop = 0; stop < MOST_STOPS && !(await target.isChecked()); stop += 1) await key('ArrowDown');
    },
    async write(target, text) {
      await reach(target);
      count.fields += 1;
      const isDay = (await target.getAttribute('type')) === 'date';
      await page.keyboard.type(isDay ? typedDay(text) : text);
    },
    async select(target, words) {
      await reach(target);
      count.fields += 1;
      // A space would open the list instead of going on in it.
      await page.keyboard.type(words.split(' ')[0] ?? '');
    },
  };
}

/** As it is typed into the field of a browser that speaks American English, as the browser of the tests does: 11232026. */
const typedDay = (day: string): string => day.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$2$3$1');
