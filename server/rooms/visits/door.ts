// What the server may ask of visits.
export { emptyPositions } from './presence-settings.ts'
