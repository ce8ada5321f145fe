// What other rooms use of the organisations room.
export { PeopleTabs } from './people-tabs.tsx'
export { ReporterCell, useReporters } from './reporter-cell.tsx'
export { reporterWords } from './reporter-words.ts'
