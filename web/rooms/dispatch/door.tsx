// What other rooms use of the dispatch room.
export { RosterTabs } from './roster-tabs.tsx'
