import './app/nonce';
import './app/mantine.css';
import './app/base.css';
import './texts';
import { createRoot } from 'react-dom/client';
import { Console } from './app/console';
import { keepPlaceThroughReload } from './app/place-kept';

// After an update an old page asks for files that are gone: it is loaded anew, once.
addEventListener('vite:preloadError', (event) => {
  if (Date.now() - Number(sessionStorage.getItem('reloaded')) < 60_000) return;
  sessionStorage.setItem('reloaded', String(Date.now()));
  event.preventDefault();
  location.reload();
});

keepPlaceThroughReload();

const root = document.getElementById('root');
if (root) createRoot(root).render(<Console />);
