// What the server may ask of leave.
export { tellOverdueLeaves } from './overdue.ts'
