import type { Locator, Page } from 'playwright-core';

/** Somebody at a page: every press is counted, whether by mouse, by thumb or by keyboard. */
export type Hands = {
  /** Presses what has this role and name. */
  press(role: 'button' | 'link' | 'radio' | 'checkbox' | 'menuitem', name: string | RegExp): Promise<void>;
  pressed: () => number;
};

/** By mouse or thumb: a click on each. `within`: where it is looked for. */
export function byMouse(page: Page, within: () => Locator = () => page.locator('body')): Hands {
  let count = 0;
  return {
    async press(role, name) {
      count += 1;
      await within().getByRole(role, { name }).first().click();
    },
    pressed: () => count,
  };
}

type Node = { name?: string; type?: string; ownerDocument: { activeElement: Node | null } };
const hasFocus = (node: Node): boolean => node === node.ownerDocument.activeElement;
const isInItsGroup = (node: Node): boolean => {
  const { activeElement } = node.ownerDocument;
  return activeElement?.type === 'radio' && activeElement.name === node.name;
};

/** How many times somebody tabs before they give up. */
const MOST_TABS = 120;

/** By keyboard alone: Tab until it has the focus, then Space, or Enter where it is a link. */
export function byKeyboard(page: Page, within: () => Locator = () => page.locator('body')): Hands {
  let count = 0;
  return {
    async press(role, name) {
      count += 1;
      const target = within().getByRole(role, { name }).first();
      await target.waitFor();
      for (let tab = 0; tab < MOST_TABS; tab += 1) {
        if (await target.evaluate(hasFocus)) break;
        // Of several radios only one is reached by Tab; the arrows lead to the rest.
        const inGroup = role === 'radio' && (await target.evaluate(isInItsGroup));
        await page.keyboard.press(inGroup ? 'ArrowDown' : 'Tab');
      }
      await page.keyboard.press(role === 'link' ? 'Enter' : 'Space');
    },
    pressed: () => count,
  };
}
