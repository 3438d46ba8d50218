import express from 'express';
import { Registry } from 'prom-client';
import { openApiDocument } from './contracts/openapi';
import { consoleRouter } from './console/router';
import type { ApiDeps } from './deps';
import { errorHandler, nothingHere, sendTooBusy } from './middleware/error-handler';
import { createShed, type Shed } from './middleware/load';
import { requestId, requestLog, requestMetrics } from './middleware/request-log';
import { securityHeaders } from './middleware/security-headers';
import { docsRouter } from './pages/docs';
import { frontDoorRouter } from './pages/front-door';
import { healthRouter } from './pages/health';
import { mailboxRouter } from './pages/mailbox';
import { pagesRouter } from './pages/page';
import { createPatientRouter } from './patient/router';
import { routes } from './routes';
import { builtInProviderRouter } from './sign-in/built-in-provider';
import { signInRouter } from './sign-in/router';
import { staffRouter } from './routes/staff-router';

/** The whole HTTP surface, from outside in. */
export function createApp(deps: ApiDeps, metrics = new Registry(), shed: Shed = createShed()): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  // Limits count by the address of whoever asks: behind a proxy that is what the proxy says, and nobody else.
  app.set('trust proxy', deps.config.trustProxy ?? false);

  app.use(requestId);
  app.use(requestLog(deps.log));
  app.use(requestMetrics(metrics));
  app.use(securityHeaders(deps.config.publicUrl));

  app.use(healthRouter(deps, metrics));
  app.use(docsRouter(() => openApiDocument(routes, deps.config.publicUrl)));
  app.use('/api/v1', shed(sendTooBusy), staffRouter(routes, deps));
  app.use(consoleRouter(deps.config.publicUrl));
  app.use(pagesRouter());
  app.use(frontDoorRouter(deps));
  app.use(signInRouter(deps));
  if (deps.builtInProvider !== null) app.use(builtInProviderRouter(deps, deps.builtInProvider));
  if (deps.config.mode === 'demo') app.use(mailboxRouter(deps));
  app.use(createPatientRouter(deps, shed));

  app.use(nothingHere);
  app.use(errorHandler(deps.log));
  return app;
}
