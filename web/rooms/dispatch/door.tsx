// What other rooms use of the dispatch room.
export { RepairOptions } from './repair-options.tsx'
export { RosterTabs } from './roster-tabs.tsx'
