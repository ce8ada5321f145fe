// What the server and the rooms above may ask of visits.
export { emptyPositions } from './presence-settings.ts'
export { contradictionsBetween } from './presence-weighed.ts'
export { cardExpenses } from './store-expenses.ts'
export { addUpAll, addUpCounty, ledgerDrift } from './store-ledger.ts'
export { marksOfDuties, type NoShow, noShowsBetween } from './store-no-shows.ts'
export { servedBetween, servedByIds } from './store-served.ts'
