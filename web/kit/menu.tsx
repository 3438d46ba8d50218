import { createContext, type KeyboardEvent, type ReactNode, use, useEffect, useId, useRef, useState } from 'react';
import { Icon } from './icons';
import css from './menu.module.css';

/** Closes the menu around an item, with the focus back on its button. */
const Close = createContext<() => void>(() => undefined);

type Props = { button: ReactNode; className?: string; name?: string; narrows?: boolean; children: ReactNode };

/**
 * A button, and the list of acts that it shows beside itself: above it where there is no room below. It lies over all that
 * scrolls, closes with Escape, with a press elsewhere and when what is behind it moves.
 */
export function Menu({ button, className, name, narrows, children }: Props) {
  const id = useId();
  const [at, setAt] = useState<ReturnType<typeof placeFor> | null>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const open = at !== null;
  useEffect(() => {
    if (!open) return;
    list.current?.querySelector<HTMLElement>('[aria-current], button')?.focus();
    const away = ({ target, type }: Event) => {
      if (type === 'resize' || !(target instanceof Node) || !list.current?.contains(target)) setAt(null);
    };
    // A press on the button itself closes by the button's own act.
    const pressed = (event: Event) => {
      if (!(event.target instanceof Node) || !opener.current?.contains(event.target)) away(event);
    };
    addEventListener('pointerdown', pressed);
    addEventListener('scroll', away, true);
    addEventListener('resize', away);
    return () => {
      removeEventListener('pointerdown', pressed);
      removeEventListener('scroll', away, true);
      removeEventListener('resize', away);
    };
  }, [open]);
  const close = () => {
    setAt(null);
    opener.current?.focus();
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') close();
    if (event.key === 'Tab') setAt(null);
    if (step === undefined) return;
    event.preventDefault();
    const items = [...(list.current?.querySelectorAll('button') ?? [])];
    const next = items.findIndex((item) => item === document.activeElement) + step;
    items.at(next % items.length)?.focus();
  };
  return (
    <>
      <button
        ref={opener}
        type="button"
        className={className}
        aria-label={name}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        data-narrows={narrows}
        onClick={() => {
          setAt(open || opener.current === null ? null : placeFor(opener.current));
        }}
      >
        {button}
      </button>
      {open ? (
        <Close value={close}>
          {/* The keys of the list are an ease: each item is a button and reached by Tab. */}
          {/* eslint-disable-next-line jsx-a11y-x/no-static-element-interactions */}
          <div ref={list} id={id} className={css.menu} style={at} onKeyDown={keys}>
            {children}
          </div>
        </Close>
      ) : null}
    </>
  );
}

export function MenuItem({ chosen, act, children }: { chosen?: boolean; act: () => void; children: ReactNode }) {
  const close = use(Close);
  return (
    <button
      type="button"
      className={css.item}
      aria-current={chosen ? 'true' : undefined}
      onClick={() => {
        close();
        act();
      }}
    >
      {children}
      {chosen ? <Icon name="check" size={14} /> : null}
    </button>
  );
}

export const MenuHead = ({ children }: { children: ReactNode }) => <p className={css.head}>{children}</p>;

/** Below the button and from its left edge, where the window has room there; else above it or from its right edge. */
function placeFor(button: HTMLElement) {
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  return {
    ...(bottom < height / 2
      ? { top: bottom + 4, maxHeight: height - bottom - 12 }
      : { bottom: height - top + 4, maxHeight: top - 12 }),
    ...(left < width / 2 ? { left: Math.max(8, left) } : { right: Math.max(8, width - right) }),
  };
}
