// What the desk pages of other rooms use of the visits room. Phone pages enter by door.ts.
export { RecordTabs } from './record-tabs.tsx'
