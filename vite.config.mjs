import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.API_URL ?? 'http://127.0.0.1:8080';

/** The staff console: built into dist/web, which the API serves. `npx vite` serves it while it is written, before a running house. */
export default defineConfig({
  root: 'web',
  plugins: [react()],
  // The server puts a fresh value into each page that it sends.
  html: { cspNonce: 'CSP_NONCE' },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsDir: 'console',
    target: ['chrome111', 'firefox114', 'safari16.4'],
    assetsInlineLimit: 0,
    // What is loaded first is held to 250 KB compressed by a test; this is a warning before compression.
    chunkSizeWarningLimit: 800,
    modulePreload: { polyfill: false },
    sourcemap: true,
  },
  server: {
    // '/api/v1', never '/api': the files of web/api/ live under /api/ here, and would be proxied away.
    proxy: Object.fromEntries(['/api/v1', '/sign-in', '/sign-out', '/demo'].map((path) => [path, api])),
  },
});
