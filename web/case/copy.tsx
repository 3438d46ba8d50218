import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Part } from '../kit/lines';
import css from './copy.module.css';

type Props = { text: string; words: string; said: string };

/** Puts a text on the clipboard. Where the browser refuses (a page without https), the text is shown to be copied by hand. */
export function Copy({ text, words, said }: Props) {
  const { t } = useTranslation('case');
  const [state, setState] = useState<'' | 'done' | 'by-hand'>('');
  useEffect(() => {
    if (state !== 'done') return;
    const timer = setTimeout(() => {
      setState('');
    }, 4000);
    return () => {
      clearTimeout(timer);
    };
  }, [state]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setState('done');
    } catch {
      setState('by-hand');
    }
  };
  return (
    <>
      <Button
        size="compact-sm"
        variant="transparent"
        className={`${css.copy ?? ''} not-printed`}
        aria-label={said}
        onClick={() => void copy()}
      >
        {state === 'done' ? t('copied') : words}
      </Button>
      <span className="seen-by-readers" role="status">
        {state === 'done' ? t('copied') : ''}
      </span>
      {state === 'by-hand' ? (
        <textarea
          readOnly
          rows={6}
          aria-label={t('copyByHand')}
          value={text}
          ref={(field) => {
            field?.select();
          }}
        />
      ) : null}
    </>
  );
}

/** What somebody had written when another person was faster: it stays to be read and copied until they leave the page. */
export function Unsaved({ text, saved }: { text: string; saved: string | null }) {
  const { t } = useTranslation('case');
  const own = text.trim();
  if (own === '' || own === saved?.trim()) return null;
  return (
    <Part label={t('unsaved')}>
      <p className={css.written}>{own}</p>
      <Copy text={own} words={t('copy')} said={t('copyUnsaved')} />
    </Part>
  );
}
