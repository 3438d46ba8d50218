import { setNonce } from 'get-nonce';

/** What the server allows the style elements of this page by. Imported before anything that makes one. */
export const pageNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// The scroll lock of dialogs asks this package.
setNonce(pageNonce);
