import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../api/generated/types.gen';
import { useAct, useRead } from '../../api/queries';
import { faultOf, Line, WhyNot } from '../../kit/lines';
import { Loaded } from '../../kit/list';
import { Dialog } from '../dialog';
import { State } from './messages';
import css from './messages.module.css';

type Preview = {
  subject: string;
  text: string;
  to: string | null;
  state: string;
  why: string | null;
  canSendAgain?: boolean;
  canWithhold?: boolean;
};

/** One mail as it reads, with what became of it; sent again, or kept back with a reason. */
export function Message({ id, person, close }: { id: string; person: Person; close: () => void }) {
  const { t } = useTranslation('case');
  const query = useRead<Preview>(`/messages/${id}/preview`);
  return (
    <Dialog title={t('message')} person={person} close={close}>
      <Loaded query={query} empty={() => null}>
        {(message) => (
          <div className={css.message}>
            <p>
              <State state={message.state} />{' '}
              {message.to === null ? null : <span>{t('toWhom', { to: message.to })}</span>}
            </p>
            {message.why === null ? null : <p>{message.why}</p>}
            <h3 className={css.subject}>{message.subject}</h3>
            <div className={css.text} role="region" aria-label={t('textOfMessage')} tabIndex={0}>
              {message.text}
            </div>
            <Acts id={id} message={message} />
          </div>
        )}
      </Loaded>
    </Dialog>
  );
}

function Acts({ id, message }: { id: string; message: Preview }) {
  const { t } = useTranslation('case');
  const [keeping, setKeeping] = useState(false);
  const [reason, setReason] = useState('');
  const again = useAct<object>(`/messages/${id}/send-again`);
  const withhold = useAct<object>(`/messages/${id}/withholding`);
  const sendAgain = () => {
    again.mutate({});
  };
  const keepBack = () => {
    withhold.mutate({ reason });
  };
  if (again.isSuccess) return <Line icon="check">{t('sentAgain')}</Line>;
  if (withhold.isSuccess) return <Line icon="pause">{t('keptBack')}</Line>;
  return (
    <>
      {keeping ? (
        <Textarea
          label={t('whyKeepBack')}
          description={t('whyKeepBackHint')}
          error={faultOf(withhold.error, 'reason')}
          autosize
          minRows={2}
          value={reason}
          data-autofocus
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
      ) : null}
      <p className={css.acts}>
        {message.canSendAgain === false ? null : (
          <Button loading={again.isPending} onClick={sendAgain}>
            {t('sendAgain')}
          </Button>
        )}
        {message.canWithhold === false ? null : keeping ? (
          <Button variant="filled" loading={withhold.isPending} onClick={keepBack}>
            {t('keepBack')}
          </Button>
        ) : (
          <Button
            onClick={() => {
              setKeeping(true);
            }}
          >
            {t('keepBackAsk')}
          </Button>
        )}
      </p>
      <WhyNot error={again.error ?? withhold.error} again={again.error === null ? keepBack : sendAgain} />
    </>
  );
}
