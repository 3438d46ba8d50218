import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isRefused } from '../api/client';
import css from './shell/shell.module.css';

const CHANNEL = 'signed-in';

/**
 * Lies over the page when the session is over, so that nobody who comes by reads on. What was typed stays below it; signing
 * in again in another window takes it away.
 */
export function SignedOut() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [over, setOver] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const unauthorised = ({ error }: { error: unknown }) => {
      if (isRefused(error, 401)) setOver(true);
    };
    const stops = [
      client.getQueryCache().subscribe(({ query }) => {
        unauthorised(query.state);
      }),
      client.getMutationCache().subscribe(({ mutation }) => {
        if (mutation) unauthorised(mutation.state);
      }),
    ];
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = () => {
      setOver(false);
      void client.resetQueries({ queryKey: ['pulse'] });
      void client.invalidateQueries();
    };
    return () => {
      channel.close();
      for (const stop of stops) stop();
    };
  }, [client]);
  useEffect(() => {
    if (over) dialog.current?.showModal();
    else dialog.current?.close();
  }, [over]);
  return (
    <dialog
      ref={dialog}
      className={css.signedOut}
      aria-labelledby="signed-out"
      onCancel={(event) => {
        event.preventDefault();
      }}
    >
      <h1 id="signed-out">{t('signedOutTitle')}</h1>
      <p>{t('signedOutWords')}</p>
      <Button component="a" variant="filled" href="/sign-in?to=/signed-in" target="_blank" rel="opener">
        {t('signInAgain')}
      </Button>
    </dialog>
  );
}

/** Where the new window comes back to: it tells the others and closes. */
export function SignedIn() {
  const { t } = useTranslation();
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage('again');
    channel.close();
    window.close();
  }, []);
  return (
    <main id="main">
      <h1>{t('signedIn')}</h1>
    </main>
  );
}
