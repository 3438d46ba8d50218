/** Addresses for which nobody signs in: health, figures and the description of the API. Nothing there is about a patient. */
export const openPaths = [
  { path: '/healthz', summary: 'This process answers', type: 'application/json' },
  { path: '/readyz', summary: 'The whole house, in words', type: 'application/json' },
  { path: '/readyz/answers', summary: 'Patients can answer: database only', type: 'application/json' },
  { path: '/metrics', summary: 'Figures for Prometheus', type: 'text/plain' },
  { path: '/openapi.json', summary: 'This description', type: 'application/json' },
  { path: '/docs', summary: 'This description, to read and try', type: 'text/html' },
  { path: '/escalations/{id}', summary: 'Where the link of a staff alert leads', type: 'text/html' },
  { path: '/demo/mailbox', summary: 'Caught mail of a demonstration', type: 'text/html' },
  { path: '/demo/mailbox/{id}', summary: 'One caught mail of a demonstration', type: 'text/html' },
] as const;
