// What other rooms use of the reports room: targets against pace.
export { TargetList } from './target-list.tsx'
