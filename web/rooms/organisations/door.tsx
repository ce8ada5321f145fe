// What other rooms use of the organisations room.
export { PeopleTabs } from './people-tabs.tsx'
