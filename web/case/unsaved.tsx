import { useTranslation } from 'react-i18next';
import { Part } from '../kit/lines';
import css from './copy.module.css';
import { Copy } from './copy';

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
