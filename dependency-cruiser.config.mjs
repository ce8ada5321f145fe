// The house's boundaries (docs/where-to-work.md); `npm run lint` fails on any arrow these forbid.
const no = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })
const TEST = '\\.test\\.tsx?$'

export default {
  forbidden: [
    no('no-cycles', {}, { circular: true }, 'files do not import each other in a ring'),
    {
      name: 'no-room-cycles',
      severity: 'error',
      scope: 'folder',
      comment: 'rooms form a downward order',
      from: { path: '^(server/rooms|web/rooms|domain)/[^/]+$' },
      to: { circular: true },
    },
    no(
      'domain-is-pure',
      { path: '^domain/', pathNot: TEST },
      { pathNot: '^domain/' },
      'no I/O, clock, libraries',
    ),
    no(
      'contract-knows-domain-and-zod',
      { path: '^contract/', pathNot: TEST },
      { pathNot: '^(contract|domain)/|node_modules/zod/' },
      '',
    ),
    no(
      'optimiser-knows-domain',
      { path: '^optimiser/', pathNot: TEST },
      { path: '^(server|web|contract|database|cli)/' },
      '',
    ),
    no('web-never-imports-server', { path: '^web/' }, { path: '^(server|database|optimiser|cli)/' }, ''),
    no('server-never-imports-web', { path: '^server/' }, { path: '^web/' }, ''),
    no(
      'rooms-meet-at-the-door',
      { path: '^(server|web)/rooms/([^/]+)/', pathNot: TEST },
      { path: '^$1/rooms/', pathNot: '^$1/rooms/($2/|[^/]+/door\\.tsx?$)' },
      'another room is entered by its door.ts',
    ),
    no(
      'sql-only-in-stores',
      { path: '^server/rooms/', pathNot: `/store(/|[-.])|/door\\.ts$|${TEST}` },
      { path: 'node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] },
      'every SQL of a room stands in its store',
    ),
    no(
      'platform-knows-no-room',
      { path: '^server/platform/', pathNot: TEST },
      { path: '^server/rooms/' },
      '',
    ),
    no(
      'not-to-test',
      { path: '^(domain|contract|server|optimiser|web|cli)/', pathNot: TEST },
      { path: '^test/' },
      '',
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // Tests and the demonstration stand above all rooms: at folder scope they would close rings that are none.
    exclude: { path: ['^(dist|node_modules|\\.runtime)/', TEST, '^database/demonstration/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
}
