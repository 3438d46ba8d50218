// The import map of the house (docs/architecture.md): who may know whom.
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|workflows|activities|api|web|bench|test|tools)/', pathNot: allowed },
});
const asTypes = (name, from, target) => ({
  name,
  comment: 'Known as types only: the instance arrives through deps.',
  severity: 'error',
  from: { path: from },
  to: { path: target, dependencyTypesNot: ['type-only'] },
});

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    only('domain-is-pure', '^src/domain/', '^src/domain/', 'The core knows only itself.'),
    {
      name: 'domain-no-packages',
      comment:
        'Only calendar.ts may use temporal-polyfill; the core uses no built-in and, but for what data looks like, no package.',
      severity: 'error',
      from: { path: '^src/domain/', pathNot: '^src/domain/calendar/calendar\\.ts$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod/' },
    },
    {
      name: 'zod-says-what-data-looks-like',
      comment:
        'In the core only beside what it describes: leaves, facts, stages, data files, and the pieces they share; forms are read off it.',
      severity: 'error',
      from: {
        path: '^src/domain/',
        pathNot:
          '^src/domain/(shapes|rules|facts|stages)/|^src/domain/(instrument/types|words/clinic|pathway/(types|gate-schema)|possible/contract)\\.ts$',
      },
      to: { path: 'node_modules/zod/' },
    },
    only('catalogue', '^src/catalogue/', '^src/(catalogue|domain)/'),
    only('storage', '^src/storage/', '^src/(storage|domain|config)/|^src/log\\.ts$'),
    only('mail', '^src/mail/', '^src/(mail|domain|config)/|^src/log\\.ts$'),
    only('engine', '^src/engine/', '^src/(engine|domain|config)/|^src/log\\.ts$'),
    only('identity', '^src/identity/', '^src/(identity|config)/|^src/log\\.ts$'),
    asTypes('config-as-types', '^src/(storage|mail|engine|identity)/', '^src/config/'),
    only('workflows', '^workflows/', '^(workflows|activities|src/domain)/'),
    asTypes('workflows-know-types', '^workflows/', '^(activities|src/domain)/'),
    only('activities', '^activities/', '^(activities|src/domain|src/storage|src/mail|src/engine)/|^src/log\\.ts$'),
    asTypes('activities-get-instances', '^activities/', '^src/(storage|mail|engine)/'),
    only(
      'api',
      '^api/',
      '^(api|src/domain|src/storage|src/catalogue|src/mail|src/engine|src/identity)/|^src/log\\.ts$',
    ),
    asTypes('api-gets-instances', '^api/', '^src/((storage|catalogue|mail|engine)/|identity/(?!secrets))'),
    only('web', '^web/', '^web/', 'The console knows the API by its generated types alone.'),
    {
      name: 'charts-in-one-place',
      comment: 'd3 is loaded with the page of a patient only.',
      severity: 'error',
      from: { path: '^web/', pathNot: '^web/case/chart/' },
      to: { path: 'node_modules/d3-' },
    },
    only('tools', '^tools/', '^(tools|src/(domain|catalogue|config))/'),
    {
      name: 'nobody-imports-the-roof',
      comment: 'house, processes, watch, cli and embedded stand on everything; nothing stands on them.',
      severity: 'error',
      from: { path: '^(src/(domain|catalogue|storage|mail|engine|identity|config)/|workflows|activities|api)' },
      to: {
        path: '^(src/(house|processes|watch|cli|embedded)|tools)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.server.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
